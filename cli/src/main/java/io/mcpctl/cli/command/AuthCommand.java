package io.mcpctl.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.cli.CliException;
import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.Usage;
import io.mcpctl.cli.api.ControlApi;
import io.mcpctl.cli.api.Kind;
import io.mcpctl.cli.api.Kinds;
import io.mcpctl.cli.text.Plain;
import io.mcpctl.cli.text.Similar;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Who the caller is, and what the caller may do. */
final class AuthCommand implements Command {
    private static final List<String> ACTIONS = List.of("view", "create", "delete", "edit", "run", "expose");
    /** Verbs of this program and of kubectl that mean one of the actions. */
    private static final List<String> SYNONYMS =
            List.of("get", "list", "describe", "watch", "patch", "update", "apply", "attach", "detach", "call", "chat");

    private static final Set<String> OPERATIONS = Set.of(
            "impersonate", "logs", "backup", "restore", "audit-purge", "migrate-secrets", "rotate-secretbackend");

    @Override
    public Usage usage() {
        return new Usage(
                "Ask who you are and what you may do",
                "whoami | can-i <verb> <resource> [name] | can-i <operation>",
                1,
                4,
                List.of(Usage.Option.flag("-q", "--quiet", "answer by the exit code alone: 0 yes, 1 no")),
                List.of(
                        "mcpctl auth whoami",
                        "mcpctl auth can-i edit servers everything",
                        "mcpctl auth can-i create plugins",
                        "mcpctl auth can-i logs"));
    }

    @Override
    public int run(Invocation invocation) {
        return switch (invocation.word(0)) {
            case "whoami" -> whoAmI(invocation);
            case "can-i" -> canI(invocation);
            default ->
                throw CliException.usage("\"" + invocation.word(0) + "\" is not known"
                        + Similar.hint(invocation.word(0), List.of("whoami", "can-i"))
                        + "; use auth whoami or auth can-i");
        };
    }

    private static int whoAmI(Invocation invocation) {
        JsonNode me = invocation.api().get("/api/v1/auth/me");
        if (invocation.format().isStructured()) {
            invocation.print(me);
        } else {
            new Sections(invocation.out()).members(me, Set.of());
        }
        return ExitCode.OK;
    }

    private static int canI(Invocation invocation) {
        ControlApi api = invocation.api();
        JsonNode answer = api.get("/api/v1/auth/can-i" + question(invocation, api));
        boolean allowed = answer.path("allowed").asBoolean();
        if (invocation.format().isStructured()) {
            invocation.print(answer);
        } else if (!invocation.arguments().has("--quiet")) {
            String reason = answer.path("reason").asText("");
            invocation.out().println(allowed ? "yes" : "no");
            if (!allowed && !reason.isEmpty()) {
                invocation.terminal().say(Plain.line(reason));
            }
        }
        return allowed ? ExitCode.OK : ExitCode.FAILURE;
    }

    private static Query question(Invocation invocation, ControlApi api) {
        List<String> words = invocation.words();
        if (words.size() == 2) {
            return new Query().with("operation", words.get(1));
        }
        if (words.size() < 3) {
            throw CliException.usage("may you do what? give <verb> <resource> [name], or an operation such as "
                    + String.join(", ", OPERATIONS.stream().sorted().toList()));
        }
        String action = action(words.get(1));
        if (action.equals("run") && OPERATIONS.contains(words.get(2))) {
            return new Query().with("operation", words.get(2));
        }
        // Rules speak of more than kinds, such as plug-ins; the daemon knows all the words.
        String word = words.get(2);
        String resource = word.equals("*")
                ? word
                : Kinds.ask(api).find(word).map(Kind::resource).orElse(word);
        return new Query()
                .with("action", action)
                .with("resource", resource)
                .with("name", words.size() > 3 ? words.get(3) : "");
    }

    /** Verbs of this program and of kubectl as the actions of rules. */
    private static String action(String verb) {
        return switch (verb) {
            case "get", "list", "describe", "watch" -> "view";
            case "patch", "update", "apply" -> "edit";
            case "attach", "detach" -> "expose";
            case "call", "chat" -> "run";
            default -> {
                if (!ACTIONS.contains(verb)) {
                    throw CliException.usage("the verb \"" + verb + "\" is not known"
                            + Similar.hint(
                                    verb,
                                    Stream.concat(ACTIONS.stream(), SYNONYMS.stream())
                                            .toList()) + "; use " + String.join(", ", ACTIONS));
                }
                yield verb;
            }
        };
    }
}
