package io.mcpctl.cli.command;

import io.mcpctl.cli.Arguments;
import io.mcpctl.cli.CliException;
import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.Usage;
import io.mcpctl.cli.api.Context;
import io.mcpctl.cli.api.Contexts;
import io.mcpctl.cli.api.Settings;
import io.mcpctl.cli.text.Json;
import java.util.List;
import java.util.Optional;

/** Makes a context, or changes what its options name. */
final class ConfigSetContextCommand implements Command {
    @Override
    public Usage usage() {
        return new Usage(
                "Make a context of --daemon-url, --mcpd-url and -p, or change it; an empty value removes",
                "[context]",
                0,
                1,
                List.of(
                        Usage.Option.flag("--current", "change the one in use"),
                        Usage.Option.value("--mcpd-url", "<url>", "where commands go with --direct")),
                List.of(
                        "mcpctl config set-context work --daemon-url https://mcp.example.org -p research",
                        "mcpctl config set-context --current -p demo"));
    }

    @Override
    public int run(Invocation invocation) {
        Contexts contexts = Contexts.of(invocation.home());
        String name = name(invocation, contexts);
        Optional<Context> before = contexts.find(name);
        Context old = before.orElse(new Context(name, Optional.empty(), Optional.empty(), Optional.empty()));
        Arguments arguments = invocation.arguments();
        contexts.put(new Context(
                name,
                address(arguments, "--daemon-url", old.url()),
                address(arguments, "--mcpd-url", old.mcpdUrl()),
                changed(arguments, "--project", old.project())));
        contexts.settings().save();
        String result = before.isEmpty() ? "created" : "changed";
        invocation.tell(Json.object().put("context", name).put("result", result), "context/" + name + " " + result);
        return ExitCode.OK;
    }

    private static String name(Invocation invocation, Contexts contexts) {
        boolean current = invocation.arguments().has("--current");
        if (current == !invocation.words().isEmpty()) {
            throw CliException.usage("which context is meant? give its name, or --current");
        }
        return current
                ? contexts.current()
                        .orElseThrow(() -> CliException.usage(
                                "no context is in use; give a name, `mcpctl config get-contexts` lists them"))
                : invocation.word(0);
    }

    private static Optional<String> address(Arguments arguments, String option, Optional<String> old) {
        return changed(arguments, option, old).map(url -> arguments.has(option) ? Settings.url(option, url) : url);
    }

    private static Optional<String> changed(Arguments arguments, String option, Optional<String> old) {
        return arguments.has(option) ? arguments.value(option).filter(text -> !text.isEmpty()) : old;
    }
}
