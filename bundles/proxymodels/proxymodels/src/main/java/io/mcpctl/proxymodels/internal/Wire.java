package io.mcpctl.proxymodels.internal;

import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Json;
import io.mcpctl.jsonrpc.api.Member;
import io.mcpctl.jsonrpc.api.Messages;
import io.mcpctl.jsonrpc.api.Span;
import io.mcpctl.jsonrpc.api.Splice;
import io.mcpctl.proxymodel.api.ListEntry;
import io.mcpctl.proxymodel.gateway.api.ProjectRules;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Between messages and what hooks get and give. */
final class Wire {
    /** A hook may return so much. */
    private static final int MAX_CHARS = 64 << 20;

    private static final int MAX_ENTRIES = 100_000;
    private static final byte[] COMPLETE = Messages.ascii("\"resultType\":\"complete\"");

    private Wire() {}

    static String text(byte[] message, Span span) {
        return new String(message, span.start(), span.length(), StandardCharsets.UTF_8);
    }

    /** The arguments of a call, <code>{}</code> when it has none. */
    static String arguments(Envelope request) {
        return argumentsSpan(request).map(span -> text(request.message(), span)).orElse("{}");
    }

    static Optional<Span> argumentsSpan(Envelope request) {
        return request.span(Member.PARAMS)
                .flatMap(params -> Json.member(request.message(), params, "arguments"))
                .filter(span -> request.message()[span.start()] == '{');
    }

    /** The request with other arguments. */
    static byte[] withArguments(Envelope request, String arguments) {
        byte[] json = arguments.getBytes(StandardCharsets.UTF_8);
        return argumentsSpan(request)
                .map(span -> Splice.one(request.message(), span, json))
                .orElseGet(() -> new Splice(request.message())
                        .insert(
                                request.span(Member.PARAMS).orElseThrow(),
                                Messages.join(Messages.ascii("\"arguments\":"), json))
                        .done());
    }

    static List<ListEntry> entries(Envelope answer, Member array, String identity, ProjectRules rules) {
        byte[] message = answer.message();
        List<ListEntry> entries = new ArrayList<>();
        for (Span element : Json.elements(message, answer.span(array).orElseThrow())) {
            String name = Json.member(message, element, identity)
                    .flatMap(value -> Json.text(message, value))
                    .orElse("");
            entries.add(new ListEntry(ToolNames.server(rules, name), name, text(message, element)));
        }
        return entries;
    }

    static byte[] withEntries(Envelope answer, Member array, List<ListEntry> entries) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
        out.write('[');
        for (ListEntry entry : entries) {
            if (out.size() > 1) {
                out.write(',');
            }
            out.writeBytes(entry.json().getBytes(StandardCharsets.UTF_8));
        }
        out.write(']');
        return answer.with(array, out.toByteArray());
    }

    /** Refuses what no list can hold. */
    static List<ListEntry> checked(Plugin plugin, List<ListEntry> entries) throws PluginFailure {
        if (entries.size() > MAX_ENTRIES) {
            throw new PluginFailure(plugin.sentence("returned a list of " + entries.size() + " entries"));
        }
        for (ListEntry entry : entries) {
            if (!VirtualTools.isObject(entry.json())) {
                throw new PluginFailure(plugin.sentence("returned for \"" + entry.name() + "\" no JSON object"));
            }
        }
        return entries;
    }

    /** Refuses what no result can be. */
    static String checked(Plugin plugin, @Nullable String json) throws PluginFailure {
        if (json == null) {
            throw new PluginFailure(plugin.sentence("returned null"));
        }
        if (json.length() > MAX_CHARS) {
            throw new PluginFailure(plugin.sentence(
                    "returned " + json.length() + " characters; a result has " + MAX_CHARS + " at most"));
        }
        if (!VirtualTools.isObject(json)) {
            throw new PluginFailure(plugin.sentence("returned a result that is no JSON object"));
        }
        return json;
    }

    /** An answer that no server gave. */
    static byte[] result(Envelope request, String json) {
        byte[] result = json.strip().getBytes(StandardCharsets.UTF_8);
        boolean stateless = request.has(Member.PARAMS_META_PROTOCOL_VERSION);
        Span all = new Span(0, result.length);
        if (stateless && Json.member(result, all, "resultType").isEmpty()) {
            result = new Splice(result).insert(all, COMPLETE).done();
        }
        return Messages.result(request.raw(Member.ID).orElseThrow(), result);
    }

    /** Members of the arguments by name. */
    static Map<String, Span> argumentMembers(Envelope request) {
        return argumentsSpan(request)
                .map(span -> Json.members(request.message(), span))
                .orElse(Map.of());
    }
}
