package io.mcpctl.gateway.internal;

import io.mcpctl.jsonrpc.api.JsonText;
import io.mcpctl.jsonrpc.api.Member;
import io.mcpctl.jsonrpc.api.Messages;
import io.mcpctl.projects.api.ProjectSpec;
import java.util.ArrayList;
import java.util.List;

/** The answer of a project to {@code initialize}, made of those of its servers. */
final class Welcome {
    /** The gateway aggregates these lists itself, also when a server joins later. */
    private static final byte[] OWN = Messages.ascii("""
            {"tools":{"listChanged":true},"prompts":{"listChanged":true},"resources":{"listChanged":true}}""");

    /** What one server said. */
    record Said(String server, Handshake handshake) {}

    private Welcome() {}

    static byte[] result(ProjectSpec project, String revision, List<Said> said, String version) {
        List<byte[]> capabilities = new ArrayList<>();
        capabilities.add(OWN);
        said.forEach(
                one -> one.handshake().answer().raw(Member.RESULT_CAPABILITIES).ifPresent(capabilities::add));
        String instructions = instructions(project, said);
        return Messages.join(
                Messages.ascii("{\"protocolVersion\":"),
                JsonText.encode(revision),
                Messages.ascii(",\"capabilities\":"),
                Merge.objects(capabilities),
                Messages.ascii(",\"serverInfo\":{\"name\":\"mcpctl\",\"version\":"),
                JsonText.encode(version),
                Messages.ascii("}"),
                instructions.isEmpty()
                        ? new byte[0]
                        : Messages.join(Messages.ascii(",\"instructions\":"), JsonText.encode(instructions)),
                Messages.ascii("}"));
    }

    private static String instructions(ProjectSpec project, List<Said> said) {
        StringBuilder text = new StringBuilder(project.prompt());
        if (!said.isEmpty()) {
            text.append(text.isEmpty() ? "" : "\n\n").append("Servers:");
        }
        for (Said one : said) {
            text.append("\n- ").append(one.server());
            one.handshake().title().ifPresent(title -> text.append(": ").append(title));
        }
        for (Said one : said) {
            one.handshake().instructions().ifPresent(own -> text.append("\n\n# ")
                    .append(one.server())
                    .append('\n')
                    .append(own));
        }
        return text.toString();
    }
}
