package io.mcpctl.upstream.internal.bridge;

import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Json;
import io.mcpctl.jsonrpc.api.JsonText;
import io.mcpctl.jsonrpc.api.Member;
import io.mcpctl.jsonrpc.api.Messages;
import io.mcpctl.jsonrpc.api.Span;
import io.mcpctl.jsonrpc.api.Splice;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What the client said about itself once, as each request of the stateless era repeats it. */
record Client(String revision, List<Said> said) {
    private static final String REVISION = "2026-07-28";
    private static final String NEWEST_OF_SESSIONS = "2025-11-25";
    private static final Set<String> OF_SESSIONS = Set.of("2024-11-05", "2025-03-26", "2025-06-18", NEWEST_OF_SESSIONS);

    /** A member of {@code _meta}. */
    record Said(Member member, String key, byte[] value) {
        private byte[] text() {
            return Messages.join(JsonText.encode("io.modelcontextprotocol/" + key), Messages.ascii(":"), value);
        }
    }

    /** What an {@code initialize} request tells. */
    static Client of(Envelope initialize) {
        String asked = initialize.text(Member.PARAMS_PROTOCOL_VERSION).orElse("");
        List<Said> said = new ArrayList<>();
        said.add(new Said(Member.PARAMS_META_PROTOCOL_VERSION, "protocolVersion", JsonText.encode(REVISION)));
        said.add(capabilities(
                Extension.without(initialize.raw(Member.PARAMS_CAPABILITIES).orElse(Messages.ascii("{}")))));
        initialize
                .span(Member.PARAMS)
                .flatMap(params -> Json.member(initialize.message(), params, "clientInfo"))
                .ifPresent(info -> said.add(
                        new Said(Member.PARAMS_META_CLIENT_INFO, "clientInfo", info.of(initialize.message()))));
        return new Client(OF_SESSIONS.contains(asked) ? asked : NEWEST_OF_SESSIONS, List.copyOf(said));
    }

    private static Said capabilities(byte[] value) {
        return new Said(Member.PARAMS_META_CLIENT_CAPABILITIES, "clientCapabilities", value);
    }

    /** The client, for requests whose answers may be tasks of the extension. */
    Client withTasks() {
        return new Client(
                revision,
                said.stream()
                        .map(one -> one.member() == Member.PARAMS_META_CLIENT_CAPABILITIES
                                ? capabilities(Extension.with(one.value()))
                                : one)
                        .toList());
    }

    /** The client that wants log messages from a level on; raw JSON. */
    Client logging(byte[] level) {
        List<Said> more = new ArrayList<>(said);
        more.removeIf(one -> one.member() == Member.PARAMS_META_LOG_LEVEL);
        more.add(new Said(Member.PARAMS_META_LOG_LEVEL, "logLevel", level));
        return new Client(revision, List.copyOf(more));
    }

    /**
     * A request of a session as one of the stateless era.
     *
     * @param further members of {@code params}, raw JSON without braces; may be empty
     */
    byte[] dress(Envelope request, byte[] further) {
        Splice splice = new Splice(request.message());
        List<byte[]> missing = new ArrayList<>();
        for (Said one : said) {
            request.span(one.member())
                    .ifPresentOrElse(span -> splice.replace(span, one.value()), () -> missing.add(one.text()));
        }
        byte[] meta = Parts.joined(missing);
        if (isObject(request, Member.PARAMS_META)) {
            if (meta.length > 0) {
                splice.insert(request.span(Member.PARAMS_META).orElseThrow(), meta);
            }
            if (further.length > 0) {
                splice.insert(request.span(Member.PARAMS).orElseThrow(), further);
            }
            return splice.done();
        }
        byte[] params = Messages.join(
                Messages.ascii("\"_meta\":{"), meta, Messages.ascii(further.length > 0 ? "}," : "}"), further);
        if (request.has(Member.PARAMS)) {
            return splice.insert(request.span(Member.PARAMS).orElseThrow(), params)
                    .done();
        }
        return splice.insert(
                        new Span(start(request.message()), request.message().length),
                        Messages.join(Messages.ascii("\"params\":{"), params, Messages.ascii("}")))
                .done();
    }

    /** The same without further parameters. */
    byte[] dress(Envelope request) {
        return dress(request, new byte[0]);
    }

    private static boolean isObject(Envelope message, Member member) {
        return message.span(member)
                .map(span -> message.message()[span.start()] == '{')
                .orElse(false);
    }

    private static int start(byte[] message) {
        int at = 0;
        while (message[at] != '{') {
            at++;
        }
        return at;
    }
}
