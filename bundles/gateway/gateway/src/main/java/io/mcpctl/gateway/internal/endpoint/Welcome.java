package io.mcpctl.gateway.internal.endpoint;

import io.mcpctl.gateway.internal.bridge.Discovery;
import io.mcpctl.gateway.internal.message.Freshness;
import io.mcpctl.gateway.internal.message.Merge;
import io.mcpctl.gateway.internal.message.Rewrite;
import io.mcpctl.jsonrpc.api.JsonText;
import io.mcpctl.jsonrpc.api.Messages;
import io.mcpctl.projects.api.ProjectSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What a project says about itself, made of what its servers say. */
final class Welcome {
    /** The gateway aggregates these lists itself, also when a server joins later. */
    private static final byte[] OWN = Messages.ascii("""
            {"tools":{"listChanged":true},"prompts":{"listChanged":true},"resources":{"listChanged":true}}""");

    private Welcome() {}

    /** The result of {@code initialize}. */
    static byte[] session(
            ProjectSpec project,
            String revision,
            List<Said> said,
            String version,
            UnaryOperator<Optional<String>> model) {
        Map<String, byte[]> result = new LinkedHashMap<>();
        result.put("protocolVersion", JsonText.encode(revision));
        result.put("capabilities", capabilities(said));
        result.put("serverInfo", serverInfo(version));
        model.apply(instructions(project, said)).ifPresent(text -> result.put("instructions", JsonText.encode(text)));
        return Rewrite.object(result);
    }

    /** The result of {@code server/discover}. */
    static byte[] discovery(
            ProjectSpec project, List<Said> said, String version, UnaryOperator<Optional<String>> model) {
        Map<String, byte[]> members = new LinkedHashMap<>();
        members.put("capabilities", capabilities(said));
        model.apply(instructions(project, said)).ifPresent(text -> members.put("instructions", JsonText.encode(text)));
        Freshness freshness = said.size() < project.servers().size()
                ? Freshness.UNKNOWN
                : said.stream().map(Said::freshness).reduce(Freshness.LONGEST, Freshness::and);
        return Discovery.result(members, serverInfo(version), freshness);
    }

    private static byte[] serverInfo(String version) {
        return Messages.join(
                Messages.ascii("{\"name\":\"mcpctl\",\"version\":"), JsonText.encode(version), Messages.ascii("}"));
    }

    private static byte[] capabilities(List<Said> said) {
        List<byte[]> capabilities = new ArrayList<>();
        capabilities.add(OWN);
        said.forEach(one -> capabilities.add(one.capabilities()));
        return Merge.objects(capabilities);
    }

    private static Optional<String> instructions(ProjectSpec project, List<Said> said) {
        StringBuilder text = new StringBuilder(project.prompt());
        if (!said.isEmpty()) {
            text.append(text.isEmpty() ? "" : "\n\n").append("Servers:");
        }
        for (Said one : said) {
            text.append("\n- ").append(one.server());
            one.title().ifPresent(title -> text.append(": ").append(title));
        }
        for (Said one : said) {
            one.instructions().ifPresent(own -> text.append("\n\n# ")
                    .append(one.server())
                    .append('\n')
                    .append(own));
        }
        return text.isEmpty() ? Optional.empty() : Optional.of(text.toString());
    }
}
