package io.mcpctl.gateway.internal.message;

import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Member;
import io.mcpctl.jsonrpc.api.Messages;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a client said with {@code initialize}; servers get the same.
 *
 * @param initialize its request, byte for byte except for an unsupported revision on project endpoints
 * @param capabilities its capabilities, for telling clients apart
 * @param revision the revision it asked for
 */
public record Hello(Envelope initialize, String capabilities, String revision) {
    public static final List<String> REVISIONS = List.of("2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25");
    public static final String NEWEST = REVISIONS.getLast();

    private static final byte[] ID = Messages.ascii("0");

    /** Keeps everything as it is: the server itself negotiates. */
    public static Hello relayed(Envelope initialize) {
        String revision = initialize
                .text(Member.PARAMS_PROTOCOL_VERSION)
                .orElseThrow(
                        () -> new RpcFault(RpcFault.INVALID_PARAMS, "initialize has no \"params.protocolVersion\""));
        String capabilities = initialize
                .raw(Member.PARAMS_CAPABILITIES)
                .map(raw -> new String(raw, StandardCharsets.UTF_8))
                .orElse("");
        return new Hello(initialize, capabilities, revision);
    }

    /** Asks for a revision that the gateway knows: it answers for several servers at once. */
    public static Hello negotiated(Envelope initialize) {
        Hello hello = relayed(initialize);
        if (REVISIONS.contains(hello.revision())) {
            return hello;
        }
        byte[] newest = Messages.ascii('"' + NEWEST + '"');
        return relayed(Envelope.scan(initialize.with(Member.PARAMS_PROTOCOL_VERSION, newest)));
    }

    public byte[] request() {
        return initialize.with(Member.ID, ID);
    }
}
