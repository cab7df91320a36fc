package io.mcpctl.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.cli.api.Context;
import io.mcpctl.cli.api.Contexts;
import io.mcpctl.cli.api.ControlApi;
import io.mcpctl.cli.api.Home;
import io.mcpctl.cli.api.Settings;
import io.mcpctl.cli.api.Target;
import io.mcpctl.cli.http.Http;
import io.mcpctl.cli.http.TracingHttp;
import io.mcpctl.cli.query.JsonPath;
import io.mcpctl.cli.text.Json;
import io.mcpctl.cli.text.Plain;
import io.mcpctl.cli.text.Yaml;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a command is run with. */
public record Invocation(
        Arguments arguments, Terminal terminal, Home home, Map<String, String> environment, Path root) {
    private static final List<String> COLOURS = List.of("auto", "always", "never");

    public Invocation {
        environment = Map.copyOf(environment);
    }

    /** A client for the daemon that the options, the environment or the home name. */
    public ControlApi api() {
        return api(target());
    }

    public ControlApi api(Target target) {
        Http http = home.hasSettings() ? Http.create(Settings.of(home).network()) : Http.create();
        int verbosity = verbosity();
        if (verbosity > 0) {
            http = TracingHttp.of(http, terminal.err(), verbosity, target.toString());
        }
        return new ControlApi(http, target, line -> {
            if (terminal.talksToPerson()) {
                terminal.say(line);
            }
        });
    }

    /** The daemon that is meant, and the bearer for it. */
    public Target target() {
        return Target.find(wish(), home, environment, terminal::say);
    }

    private Target.Wish wish() {
        return new Target.Wish(
                arguments.value("--daemon-url"),
                arguments.has("--direct"),
                arguments.number("--port", 1, 65535),
                context());
    }

    /** The context that the line, the environment or the settings choose; none where an address is given otherwise. */
    public Optional<Context> context() {
        Optional<String> chosen = arguments.value("--context");
        if (chosen.isPresent()) {
            return Optional.of(Contexts.of(home).named(chosen.get(), "the context"));
        }
        if (arguments.has("--daemon-url") || arguments.has("--port") || isSet("MCPCTL_URL")) {
            return Optional.empty();
        }
        if (isSet("MCPCTL_CONTEXT")) {
            return Optional.of(Contexts.of(home)
                    .named(environment.getOrDefault("MCPCTL_CONTEXT", ""), "the context of MCPCTL_CONTEXT"));
        }
        if (!home.hasSettings()) {
            return Optional.empty();
        }
        Contexts contexts = Contexts.of(home);
        return contexts.current().map(name -> contexts.named(name, "the context in use"));
    }

    private boolean isSet(String variable) {
        return !environment.getOrDefault(variable, "").isBlank();
    }

    /** How much of the requests is shown, from 0 to 9. */
    private int verbosity() {
        return arguments.number("--verbose", 0, GlobalOptions.MOST_VERBOSITY).orElse(0);
    }

    public Invocation with(Arguments others) {
        return new Invocation(others, terminal, home, environment, root);
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
        return Format.of(output());
    }

    /** The form of what a command says about its own doing: only the line chooses it, the user's settings do not. */
    public Format reportFormat() {
        return arguments.has("--output") ? format() : Format.TABLE;
    }

    /** The template or the columns that belong to the format. */
    public String formatArgument() {
        return Format.argument(output());
    }

    private String output() {
        return arguments.value("--output").or(this::usualOutput).orElse("table");
    }

    private Optional<String> usualOutput() {
        return home.hasSettings() ? Settings.of(home).text("outputFormat") : Optional.empty();
    }

    public String word(int index) {
        return arguments.words().get(index);
    }

    public List<String> words() {
        return arguments.words();
    }

    /** The project that the line names, or else the one of the context unless all are wanted. */
    public Optional<String> project() {
        Optional<String> given = givenProject();
        return given.isPresent() || arguments.has("--all-projects")
                ? given
                : context().flatMap(Context::project);
    }

    /** The project that the line itself names. */
    public Optional<String> givenProject() {
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

    /** Shows a value as JSON or YAML, or what a path finds in it, whichever was asked for. */
    public void print(JsonNode value) {
        switch (format()) {
            case YAML -> out().print(Yaml.document(value));
            case JSONPATH -> out().println(JsonPath.parse(formatArgument()).text(value));
            default -> out().println(Json.pretty(value));
        }
    }

    /** Says what was done: a sentence, or the facts of it when programs read. */
    public void tell(ObjectNode facts, String sentence) {
        if (reportFormat().isStructured()) {
            print(facts);
        } else {
            out().println(Plain.line(sentence));
        }
    }

    /** Whether colours are wanted on stdout. */
    public boolean colours() {
        String wish = arguments.value("--color").orElse("auto");
        if (!COLOURS.contains(wish)) {
            throw CliException.usage("--color is \"" + wish + "\"; use " + String.join(", ", COLOURS));
        }
        return wish.equals("always") || (wish.equals("auto") && suitsColours());
    }

    private boolean suitsColours() {
        return terminal.showsPerson()
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "").equals("dumb");
    }
}
