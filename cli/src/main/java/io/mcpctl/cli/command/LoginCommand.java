package io.mcpctl.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.cli.CliException;
import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.Terminal;
import io.mcpctl.cli.Usage;
import io.mcpctl.cli.api.Context;
import io.mcpctl.cli.api.ControlApi;
import io.mcpctl.cli.api.Credentials;
import io.mcpctl.cli.api.Settings;
import io.mcpctl.cli.api.Target;
import io.mcpctl.cli.text.Json;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Opens a session and keeps it; where there are no users yet, makes the first one. */
final class LoginCommand implements Command {
    @Override
    public Usage usage() {
        return new Usage(
                "Log in; where there are no users yet, create the first one",
                "",
                0,
                0,
                List.of(
                        Usage.Option.value("--mcpd-url", "<url>", "daemon to log in to; else the one commands talk to"),
                        Usage.Option.value("--email", "<address>", "who you are; asked for when absent"),
                        Usage.Option.flag("--password-stdin", "read the password from stdin, not from the terminal"),
                        Usage.Option.value("--name", "<name>", "name of the first user"),
                        Usage.Option.value(
                                "--impersonate", "<address>", "act as another user, by your present session"),
                        Usage.Option.flag("--yes", "do not ask before the first user is created")),
                List.of(
                        "mcpctl login --email ada@example.org",
                        "mcpctl login --email ada@example.org --password-stdin < password.txt",
                        "mcpctl login --impersonate bob@example.org"));
    }

    @Override
    public int run(Invocation invocation) {
        Optional<String> other = invocation.arguments().value("--impersonate");
        if (other.isPresent()) {
            ControlApi api = invocation.api(invocation.target());
            return keep(
                    invocation,
                    api.target(),
                    api.postOnce("/api/v1/auth/impersonate", Json.object().put("email", other.get())));
        }
        Target target = target(invocation);
        ControlApi api = invocation.api(target);
        boolean hasUsers = api.get("/api/v1/auth/status").path("hasUsers").asBoolean();
        if (!hasUsers) {
            confirmFirstUser(invocation, target);
        }
        ObjectNode body = Json.object().put("email", email(invocation));
        body.put("password", Passwords.given(invocation, !hasUsers));
        if (!hasUsers) {
            invocation.arguments().value("--name").ifPresent(name -> body.put("name", name));
        }
        return keep(invocation, target, api.postOnce(hasUsers ? "/api/v1/auth/login" : "/api/v1/auth/bootstrap", body));
    }

    /** The address without a bearer: an old session must not stand in the way of a new one. */
    private static Target target(Invocation invocation) {
        Optional<String> given = invocation.arguments().value("--mcpd-url");
        if (given.isPresent()) {
            return new Target(Target.parse(given.get(), "--mcpd-url"), Optional.empty());
        }
        URI usual = invocation.target().base();
        if (invocation.terminal().asksPerson() && !knowsAddress(invocation)) {
            String answer = invocation
                    .terminal()
                    .answer("Address of the daemon [" + usual + "]: ")
                    .strip();
            return new Target(answer.isEmpty() ? usual : Target.parse(answer, "the address"), Optional.empty());
        }
        return new Target(usual, Optional.empty());
    }

    /** Whether anything says which daemon is meant, so that nobody needs to be asked. */
    private static boolean knowsAddress(Invocation invocation) {
        return Stream.of("--daemon-url", "--direct", "--port").anyMatch(invocation.arguments()::has)
                || invocation.context().flatMap(Context::url).isPresent()
                || Stream.of("MCPCTL_URL", "MCPCTL_PORT").anyMatch(invocation.environment()::containsKey)
                || invocation.home().daemon().isPresent()
                || Settings.of(invocation.home()).text("mcplocalUrl").isPresent();
    }

    private static void confirmFirstUser(Invocation invocation, Target target) {
        String sentence = target + " has no users yet; the first one becomes its administrator.";
        Terminal terminal = invocation.terminal();
        if (invocation.arguments().has("--yes")) {
            return;
        }
        if (terminal.asksPerson()) {
            terminal.say(sentence);
            if (!terminal.confirms("Create it?")) {
                throw CliException.failure("no user was created");
            }
        } else if (!invocation.arguments().has("--password-stdin")) {
            throw CliException.usage(sentence + " Add --yes to create it");
        } else {
            terminal.say(sentence);
        }
    }

    private static String email(Invocation invocation) {
        Optional<String> given = invocation.arguments().value("--email");
        if (given.isEmpty() && !invocation.terminal().asksPerson()) {
            throw CliException.usage("who are you? give --email <address>; there is no terminal to ask on");
        }
        return given.orElseGet(() -> invocation.terminal().answer("E-mail: ").strip());
    }

    private static int keep(Invocation invocation, Target target, JsonNode login) {
        String user = login.path("user").path("email").asText("");
        String token = login.path("token").asText("");
        if (token.isEmpty()) {
            throw CliException.failure("the daemon at " + target + " answered the login without a token");
        }
        new Credentials(
                        token,
                        target.toString(),
                        user,
                        Optional.of(login.path("expiresAt").asText("")).filter(text -> !text.isEmpty()))
                .save(invocation.home(), invocation.context().map(Context::name));
        Settings settings = Settings.of(invocation.home());
        boolean named = invocation.arguments().has("--mcpd-url") || !knowsAddress(invocation);
        if (named && invocation.context().isEmpty()) {
            settings.put("mcpdUrl", target.toString());
            settings.save();
        }
        invocation.tell(
                Json.object().put("loggedIn", true).put("user", user).put("url", target.toString()),
                "Logged in as " + user);
        if (invocation.environment().containsKey("MCPCTL_TOKEN")) {
            invocation.terminal().say("Note: MCPCTL_TOKEN is set and goes before this session.");
        }
        return ExitCode.OK;
    }
}
