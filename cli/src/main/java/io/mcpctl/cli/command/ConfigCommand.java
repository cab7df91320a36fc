package io.mcpctl.cli.command;

import io.mcpctl.cli.CliException;
import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.Usage;
import io.mcpctl.cli.api.Settings;
import io.mcpctl.cli.text.Json;
import io.mcpctl.cli.text.Masked;
import io.mcpctl.cli.text.Similar;
import io.mcpctl.cli.text.Yaml;
import java.util.List;

/** The user's settings, and the configuration of MCP clients. */
final class ConfigCommand implements Command {
    private static final List<String> VERBS = List.of("view", "get", "set", "path", "setup", "claude", "client");

    @Override
    public Usage usage() {
        return new Usage(
                "Show and change your settings, and configure MCP clients",
                "view | get <key> | set <key> <value> | path | setup | claude | client",
                1,
                3,
                List.of(
                        Usage.Option.value("--for", "<client>", "claude, cursor, vscode, codex or gemini"),
                        Usage.Option.value("--file", "<file>", "instead of the client's usual one"),
                        Usage.Option.flag("--stdout", "print it, write nothing"),
                        Usage.Option.flag("--http", "let the client connect by HTTP instead of starting mcpctl"),
                        Usage.Option.flag("--no-merge", "write the file anew, without what is in it"),
                        Usage.Option.flag("--replace", "remove entries for other projects of this product")),
                List.of(
                        "mcpctl config view",
                        "mcpctl config set outputFormat yaml",
                        "mcpctl config setup",
                        "mcpctl config claude -p demo",
                        "mcpctl config client --for cursor -p demo --http"));
    }

    @Override
    public int run(Invocation invocation) {
        String verb = invocation.word(0);
        int words = invocation.words().size();
        switch (verb) {
            case "view" -> {
                expect(words, 1, "config view");
                view(invocation);
            }
            case "path" -> {
                expect(words, 1, "config path");
                String path = invocation.home().root().resolve("config.json").toString();
                invocation.tell(Json.object().put("path", path), path);
            }
            case "get" -> {
                expect(words, 2, "config get <key>");
                String value = settings(invocation).shown(invocation.word(1)).orElse("");
                if (invocation.reportFormat().isStructured()) {
                    invocation.print(Json.object().put(invocation.word(1), value));
                } else {
                    invocation.out().println(value);
                }
            }
            case "set" -> {
                expect(words, 3, "config set <key> <value>");
                set(invocation, invocation.word(1), invocation.word(2));
            }
            case "setup" -> {
                expect(words, 1, "config setup");
                return SetupDialogue.run(invocation);
            }
            case "claude", "client" -> {
                expect(words, 1, "config " + verb);
                return new ClientConfiguration(invocation).write(client(invocation, verb));
            }
            default ->
                throw CliException.usage("\"" + verb + "\" is not known" + Similar.hint(verb, VERBS) + "; use config "
                        + String.join(", ", VERBS));
        }
        return ExitCode.OK;
    }

    private static void expect(int words, int wanted, String form) {
        if (words != wanted) {
            throw CliException.usage("the form is `mcpctl " + form + "`");
        }
    }

    private static Settings settings(Invocation invocation) {
        return Settings.of(invocation.home());
    }

    private static void set(Invocation invocation, String key, String value) {
        Settings settings = settings(invocation);
        settings.put(key, value);
        settings.save();
        invocation.tell(Json.object().put(key, value), key + (value.isEmpty() ? " removed" : " set"));
    }

    private static void view(Invocation invocation) {
        if (invocation.reportFormat().isStructured()) {
            invocation.print(Masked.tree(settings(invocation).content()));
        } else if (settings(invocation).content().isEmpty()) {
            invocation.terminal().say("Nothing is set; the keys are " + String.join(", ", Settings.KEYS));
        } else {
            invocation
                    .out()
                    .print(Yaml.document(Masked.tree(settings(invocation).content())));
        }
    }

    private static ClientFile client(Invocation invocation, String verb) {
        String name = invocation.arguments().value("--for").orElse("claude");
        if (verb.equals("claude") && !name.equals("claude")) {
            throw CliException.usage("config claude is for claude; use config client --for " + name);
        }
        return ClientFile.named(name);
    }
}
