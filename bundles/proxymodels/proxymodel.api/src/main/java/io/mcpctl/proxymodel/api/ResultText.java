package io.mcpctl.proxymodel.api;

import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Json;
import io.mcpctl.jsonrpc.api.JsonText;
import io.mcpctl.jsonrpc.api.Span;
import io.mcpctl.jsonrpc.api.Splice;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The texts in the result of a tool; every other byte of it stays as it came. Not safe for concurrent use. */
public final class ResultText {
    private final byte[] json;
    private final Map<String, Span> members;
    private final Span content;
    private final List<Span> items;
    private final List<Span> texts;

    /** Reads a result; one that is no JSON object has no texts. */
    public ResultText(ToolResult result) {
        json = result.json().getBytes(StandardCharsets.UTF_8);
        boolean isJson = Envelope.scan(json).kind() != Envelope.Kind.NOT_JSON;
        members = isJson ? Json.members(json, new Span(0, json.length)) : Map.of();
        content = Optional.ofNullable(members.get("content")).orElse(new Span(0, 0));
        items = content.length() == 0 ? List.of() : Json.elements(json, content);
        texts = items.stream().filter(item -> textOf(item).isPresent()).toList();
    }

    /** Whether the result says that the tool failed. */
    public boolean isError() {
        Span flag = members.get("isError");
        return flag != null && json[flag.start()] == 't';
    }

    /** Whether there is any text. */
    public boolean hasText() {
        return !texts.isEmpty();
    }

    /** All texts, joined by line breaks; empty when there are none. */
    public String joined() {
        return texts.stream().flatMap(item -> textOf(item).stream()).collect(Collectors.joining("\n"));
    }

    /**
     * The result with one text in the place of the first, and without the others; what is no text keeps its order.
     *
     * @throws IllegalStateException when the result has no text
     */
    public ToolResult with(String text) {
        if (texts.isEmpty()) {
            throw new IllegalStateException("the result has no text that could be replaced");
        }
        ByteArrayOutputStream array = new ByteArrayOutputStream();
        for (Span item : items) {
            boolean first = item.equals(texts.getFirst());
            if (first || !texts.contains(item)) {
                array.write(array.size() == 0 ? '[' : ',');
                array.writeBytes(first ? replaced(item, text) : item.of(json));
            }
        }
        array.write(']');
        return new ToolResult(new String(Splice.one(json, content, array.toByteArray()), StandardCharsets.UTF_8));
    }

    private byte[] replaced(Span item, String text) {
        Span old = Json.member(json, item, "text").orElseThrow();
        return new Splice(json).replace(old, JsonText.encode(text)).done(item);
    }

    private Optional<String> textOf(Span item) {
        Map<String, Span> parts = Json.members(json, item);
        return Optional.ofNullable(parts.get("type"))
                .flatMap(type -> Json.text(json, type))
                .filter("text"::equals)
                .flatMap(type -> Optional.ofNullable(parts.get("text")))
                .flatMap(text -> Json.text(json, text));
    }
}
