package io.mcpctl.cli.flags;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.cli.CliException;
import io.mcpctl.cli.api.Kind;
import io.mcpctl.cli.api.Member;
import io.mcpctl.cli.text.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Options that are shorter, or have another name, than those that follow from the members. */
final class Shorthands {
    /** Other names of members, by {@code kind.member}. */
    private static final Map<String, List<String>> ALIASES = Map.of(
            "server.containerPort", List.of("--port"),
            "template.containerPort", List.of("--port"),
            "rbac.roleBindings", List.of("--binding"),
            "mcptoken.bindings", List.of("--bind"),
            "mcptoken.rbacMode", List.of("--rbac"),
            "prompt.linkTarget", List.of("--link"),
            "secretbackend.isDefault", List.of("--default"));

    /** Settings of secret backends that are a member of {@code config}. */
    private static final Map<String, String> BACKEND = Map.of(
            "--url", "url",
            "--mount", "mount",
            "--path-prefix", "pathPrefix",
            "--namespace", "namespace",
            "--auth", "auth",
            "--role", "role",
            "--auth-mount", "authMount",
            "--sa-token-path", "serviceAccountTokenPath",
            "--ca-file", "caFile");

    private Shorthands() {}

    static List<String> aliases(Kind kind, Member member) {
        return ALIASES.getOrDefault(kind.name() + "." + member.name(), List.of());
    }

    /** Whether the member is given as a whole only: what is in it is seldom typed. */
    static boolean isWhole(Kind kind, Member member) {
        return kind.name().equals("server") && member.name().equals("source");
    }

    static List<Flag> of(Kind kind) {
        List<Flag> flags = new ArrayList<>();
        text(kind, "content", flags);
        if (kind.member("data").filter(Member::isMap).isPresent()) {
            flags.add(value("--data-file", "<json file>", "values from a JSON object in a file", Shorthands::dataFile));
            flags.add(value("--from-file", "<key=file>", "a value from a file; - is stdin", Shorthands::fromFile));
        }
        if (kind.name().equals("rbac")) {
            flags.add(value(
                    "--operation",
                    "<operation>",
                    "allow an operation such as logs",
                    (document, text) -> document.withArray("roleBindings")
                            .addObject()
                            .put("role", "run")
                            .put("action", text)));
        }
        if (kind.name().equals("secretbackend")) {
            BACKEND.forEach((option, member) -> flags.add(value(
                    option, "<text>", "config." + member, (document, text) -> document.withObjectProperty("config")
                            .put(member, text))));
            flags.add(value(
                    "--token-secret",
                    "<secret/key>",
                    "config.tokenSecretRef",
                    (document, text) -> document.withObjectProperty("config")
                            .set("tokenSecretRef", Values.secret("--token-secret", text))));
        }
        return flags;
    }

    private static void text(Kind kind, String member, List<Flag> flags) {
        if (kind.member(member).filter(found -> found.type().equals("string")).isPresent()) {
            String option = Words.option(member) + "-file";
            flags.add(value(
                    option,
                    "<file>",
                    member + " from a file; - is stdin",
                    (document, text) -> document.put(member, Files.text(option, text))));
        }
    }

    private static Flag value(String option, String label, String description, Flag.Setter setter) {
        return new Flag(List.of(option), label, description, setter);
    }

    private static void dataFile(ObjectNode document, String file) {
        JsonNode values = Values.json("--data-file " + file, Files.text("--data-file", file));
        if (!values.isObject()) {
            throw CliException.usage("--data-file " + file + " holds no JSON object");
        }
        values.properties().forEach(entry -> document.withObjectProperty("data")
                .put(
                        entry.getKey(),
                        entry.getValue().isTextual() ? entry.getValue().textValue() : Json.line(entry.getValue())));
    }

    private static void fromFile(ObjectNode document, String text) {
        String[] pair = Values.pair("--from-file", text);
        document.withObjectProperty("data").put(pair[0], Files.text("--from-file", pair[1]));
    }
}
