package io.mcpctl.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.cli.api.ControlApi;
import io.mcpctl.cli.api.Home;
import io.mcpctl.cli.api.Target;
import io.mcpctl.cli.http.Http;
import io.mcpctl.cli.text.Json;
import io.mcpctl.cli.text.Yaml;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a command is run with. */
public record Invocation(
        Arguments arguments, Terminal terminal, Home home, Map<String, String> environment, Path root) {
    public Invocation {
        environment = Map.copyOf(environment);
    }

    /** A client for the daemon that the options, the environment or the home name. */
    public ControlApi api() {
        return api(Http.create());
    }

    public ControlApi api(Http http) {
        return new ControlApi(http, Target.find(wish(), home, environment));
    }

    private Target.Wish wish() {
        return new Target.Wish(
                arguments.value("--daemon-url"), arguments.has("--direct"), arguments.number("--port", 1, 65535));
    }

    /** The port as asked for on the command line. */
    public Optional<Integer> portOption() {
        return arguments.number("--port", 1, 65535);
    }

    /** The port a daemon would listen on, as far as the command line and the environment tell. */
    public int port() {
        return portOption().orElseGet(this::environmentPort);
    }

    private int environmentPort() {
        String text = environment.get("MCPCTL_PORT");
        return text == null || text.isBlank()
                ? Target.DEFAULT_PORT
                : new Arguments(Map.of("MCPCTL_PORT", List.of(text)), List.of())
                        .number("MCPCTL_PORT", 1, 65535)
                        .orElse(Target.DEFAULT_PORT);
    }

    public Format format() {
        return arguments.value("--output").map(Format::of).orElse(Format.TABLE);
    }

    public String word(int index) {
        return arguments.words().get(index);
    }

    public List<String> words() {
        return arguments.words();
    }

    public Optional<String> project() {
        return arguments.value("--project");
    }

    public String neededProject() {
        return project()
                .orElseThrow(
                        () -> CliException.usage("which project? add -p <project>; `mcpctl get projects` lists them"));
    }

    public PrintStream out() {
        return terminal.out();
    }

    /** Shows a value as JSON or YAML, whichever was asked for. */
    public void print(JsonNode value) {
        if (format() == Format.YAML) {
            out().print(Yaml.document(value));
        } else {
            out().println(Json.pretty(value));
        }
    }
}
