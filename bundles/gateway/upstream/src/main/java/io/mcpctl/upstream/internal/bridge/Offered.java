package io.mcpctl.upstream.internal.bridge;

import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Json;
import io.mcpctl.jsonrpc.api.JsonText;
import io.mcpctl.jsonrpc.api.Member;
import io.mcpctl.jsonrpc.api.Messages;
import io.mcpctl.jsonrpc.api.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What a server said about itself, as the answer to {@code initialize} repeats it. */
record Offered(Envelope discovered, Set<String> changing, boolean tasks) {
    private static final List<String> LISTS = List.of("tools", "prompts", "resources");
    private static final byte[] UNNAMED = Messages.ascii("{\"name\":\"unnamed\",\"version\":\"0\"}");

    /** From the answer to {@code server/discover}. */
    static Offered of(Envelope discovered) {
        Set<String> changing = new TreeSet<>();
        byte[] message = discovered.message();
        discovered
                .span(Member.RESULT_CAPABILITIES)
                .ifPresent(capabilities -> LISTS.forEach(list -> Json.member(message, capabilities, list)
                        .flatMap(capability -> Json.member(message, capability, "listChanged"))
                        .filter(changes -> message[changes.start()] == 't')
                        .ifPresent(changes -> changing.add(list))));
        return new Offered(discovered, Set.copyOf(changing), Extension.offered(discovered));
    }

    /** The result of {@code initialize}. */
    byte[] result(String revision) {
        List<byte[]> members = new ArrayList<>();
        members.add(member("protocolVersion", JsonText.encode(revision)));
        members.add(member("capabilities", capabilities(revision)));
        members.add(member(
                "serverInfo",
                discovered
                        .span(Member.RESULT_META_SERVER_INFO)
                        .or(() -> discovered.span(Member.RESULT_SERVER_INFO))
                        .map(this::raw)
                        .orElse(UNNAMED)));
        discovered.raw(Member.RESULT_INSTRUCTIONS).ifPresent(text -> members.add(member("instructions", text)));
        return Messages.join(Messages.ascii("{"), Parts.joined(members), Messages.ascii("}"));
    }

    private byte[] capabilities(String revision) {
        byte[] capabilities = discovered.raw(Member.RESULT_CAPABILITIES).orElse(Messages.ascii("{}"));
        return tasks && revision.equals(Tasks.REVISION) ? Tasks.addTo(capabilities) : capabilities;
    }

    private byte[] raw(Span span) {
        return span.of(discovered.message());
    }

    private static byte[] member(String name, byte[] value) {
        return Messages.join(JsonText.encode(name), Messages.ascii(":"), value);
    }
}
