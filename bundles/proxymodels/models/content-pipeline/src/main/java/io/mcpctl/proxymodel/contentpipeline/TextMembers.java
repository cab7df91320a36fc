package io.mcpctl.proxymodel.contentpipeline;

import io.mcpctl.jsonrpc.api.Json;
import io.mcpctl.jsonrpc.api.JsonText;
import io.mcpctl.jsonrpc.api.Span;
import io.mcpctl.jsonrpc.api.Splice;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The texts in the result of reading a resource or a prompt; every other byte stays as it came. */
final class TextMembers {
    private final String result;
    private final byte[] json;
    private final String array;

    /** @param array {@code contents}, whose elements have texts, or {@code messages}, whose contents have */
    TextMembers(String result, String array) {
        this.result = result;
        this.json = result.getBytes(StandardCharsets.UTF_8);
        this.array = array;
    }

    /** The result with other texts; the very same when none is other. */
    String with(UnaryOperator<String> change) {
        Splice splice = new Splice(json);
        boolean changed = false;
        Optional<Span> elements = Json.member(json, new Span(0, json.length), array);
        for (Span element : elements.map(found -> Json.elements(json, found)).orElse(List.of())) {
            Span holder = Json.member(json, element, "content").orElse(element);
            Optional<Span> text = Json.member(json, holder, "text");
            Optional<String> before = text.flatMap(span -> Json.text(json, span));
            if (before.isPresent()) {
                String now = change.apply(before.get());
                if (!now.equals(before.get())) {
                    splice.replace(text.get(), JsonText.encode(now));
                    changed = true;
                }
            }
        }
        return changed ? new String(splice.done(), StandardCharsets.UTF_8) : result;
    }
}
