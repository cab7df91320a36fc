package io.mcpctl.cli.command;

import io.mcpctl.cli.CliException;
import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.Usage;
import io.mcpctl.cli.api.Context;
import io.mcpctl.cli.api.Credentials;
import io.mcpctl.cli.api.Target;
import io.mcpctl.cli.text.Json;
import io.mcpctl.cli.text.Plain;
import java.util.List;
import java.util.Optional;

/** Ends the session that login began. */
final class LogoutCommand implements Command {
    @Override
    public Usage usage() {
        return new Usage("End your session", "", 0, 0, List.of(), List.of("mcpctl logout"));
    }

    @Override
    public int run(Invocation invocation) {
        Optional<String> context = invocation.context().map(Context::name);
        Optional<Credentials> session = Credentials.of(invocation.home(), context, invocation.terminal()::say);
        if (session.isEmpty()) {
            invocation.tell(Json.object().put("loggedIn", false), "Not logged in");
            return ExitCode.OK;
        }
        try {
            Target target = new Target(
                    Target.parse(session.get().mcpdUrl(), "mcpdUrl in credentials.json"),
                    Optional.of(session.get().token()));
            invocation.api(target).postOnce("/api/v1/auth/logout", Json.object());
        } catch (CliException e) {
            if (e.exitCode() != ExitCode.DENIED) {
                invocation.terminal().say(Plain.line("The daemon was not told: " + e.sentence()));
            }
        }
        Credentials.forget(invocation.home(), context);
        invocation.tell(Json.object().put("loggedIn", false), "Logged out successfully");
        return ExitCode.OK;
    }
}
