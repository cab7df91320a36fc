package io.mcpctl.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.cli.api.Home;
import io.mcpctl.cli.command.Command;
import io.mcpctl.cli.command.Commands;
import io.mcpctl.cli.complete.Completer;
import io.mcpctl.cli.external.ExternalCommands;
import io.mcpctl.cli.reference.Page;
import io.mcpctl.cli.reference.TextPage;
import io.mcpctl.cli.text.Json;
import io.mcpctl.cli.text.Plain;
import io.mcpctl.cli.text.Similar;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One run of the program: finds the command, parses its line, runs it, and turns what went wrong into a sentence and an
 * exit code.
 *
 * @param root the checkout or installation that holds the daemon's distribution
 */
public record Cli(Terminal terminal, Map<String, String> environment, Path root) {
    public Cli {
        environment = Map.copyOf(environment);
    }

    public int run(String... arguments) {
        if (arguments.length > 0 && arguments[0].equals("__complete")) {
            return complete(List.of(arguments).subList(1, arguments.length));
        }
        CommandLineSplit line = CommandLineSplit.of(arguments);
        try {
            return dispatch(line);
        } catch (CliException e) {
            report(e, line.wantsJson());
            return e.exitCode();
        } catch (RuntimeException e) {
            report(new CliException(ExitCode.FAILURE, "this should not have happened: " + e, e), line.wantsJson());
            if (environment.containsKey("MCPCTL_DEBUG")) {
                e.printStackTrace(terminal.err());
            }
            return ExitCode.FAILURE;
        } finally {
            terminal.out().flush();
        }
    }

    /** For the scripts of the shells; it always succeeds, because nobody would see why it did not. */
    private int complete(List<String> request) {
        Completer completer = new Completer(this::invocation, words -> {
            CommandLineSplit line = CommandLineSplit.of(words.toArray(String[]::new));
            List<String> parts = new ArrayList<>(List.of(line.command()));
            parts.addAll(line.rest());
            return parts;
        });
        terminal.out().print(completer.answer(request));
        terminal.out().flush();
        return ExitCode.OK;
    }

    private int dispatch(CommandLineSplit line) {
        if (line.command().isEmpty()) {
            if (line.asksVersion()) {
                return run("version");
            }
            Help.overview(line.asksHelp() ? terminal.out() : terminal.err(), environment);
            return line.asksHelp() ? ExitCode.OK : ExitCode.USAGE;
        }
        String name = line.command();
        if (name.equals("help") && line.rest().stream().anyMatch(word -> !word.startsWith("-"))) {
            return dispatch(line.helpOn());
        }
        Optional<Command> known = Commands.named(name);
        if (known.isEmpty()) {
            return external(line);
        }
        Command command = known.get();
        Usage usage = command instanceof Command.ByKind byKind ? usage(byKind, name, line) : command.usage();
        if (line.asksHelp()) {
            terminal.out().print(TextPage.of(new Page(name, usage)));
            return ExitCode.OK;
        }
        Invocation invocation = invocation(Parser.of(name, usage).parse(line.rest()));
        if (!command.hasFormats() && invocation.arguments().has("--output") && invocation.format() != Format.TABLE) {
            throw CliException.usage("`mcpctl " + name + "` has no other form of output; leave out -o");
        }
        return command.run(invocation);
    }

    /** A program of the PATH that is named like the command. */
    private int external(CommandLineSplit line) {
        ExternalCommands externals = ExternalCommands.of(environment);
        Optional<ExternalCommands.Found> found = externals.find(line.fromCommand());
        if (found.isEmpty()) {
            throw CliException.usage(unknown(line.command()));
        }
        if (!line.before().isEmpty()) {
            throw CliException.usage("\"" + found.get().name() + "\" is an external command ("
                    + found.get().file() + "); give " + line.before().getFirst() + " after its name");
        }
        terminal.out().flush();
        List<String> words = line.fromCommand();
        return ExternalCommands.run(
                found.get(), words.subList(found.get().words().size(), words.size()));
    }

    /** The options of a command that has other ones for each kind; its help works without a daemon too. */
    private Usage usage(Command.ByKind command, String name, CommandLineSplit line) {
        Arguments known = Parser.of(name, command.usage()).parseKnown(line.rest());
        try {
            return command.usage(invocation(known));
        } catch (CliException e) {
            if (line.asksHelp()) {
                return command.usage();
            }
            throw e;
        }
    }

    private Invocation invocation(Arguments parsed) {
        return new Invocation(parsed, terminal, home(parsed), environment, root);
    }

    private Home home(Arguments arguments) {
        return new Home(arguments
                .value("--home")
                .or(() -> Optional.ofNullable(environment.get("MCPCTL_HOME")).filter(text -> !text.isBlank()))
                .map(Path::of)
                .orElseGet(
                        () -> Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")), ".mcpctl")));
    }

    private static String unknown(String name) {
        List<String> verbs = Commands.NAMES.stream()
                .filter(known -> known.startsWith(name + " "))
                .map(known -> known.substring(name.length() + 1))
                .toList();
        if (!verbs.isEmpty()) {
            return "\"" + name + "\" needs one more word: " + String.join(", ", verbs) + "; run `mcpctl help`";
        }
        return "the command \"" + name + "\" is not known" + Similar.hint(name, Commands.NAMES) + "; run `mcpctl help`";
    }

    private void report(CliException e, boolean asJson) {
        if (asJson) {
            terminal.err().println(Json.pretty(e.problem().orElseGet(() -> problem(e))));
            return;
        }
        terminal.err().println("Error: " + Plain.line(e.sentence()));
        for (JsonNode detail :
                e.problem().map(problem -> problem.path("details")).orElse(Json.array())) {
            String line = Plain.line(
                    detail.path("path").asText() + ": " + detail.path("message").asText());
            if (!e.sentence().contains(line)) {
                terminal.err().println("  " + line);
            }
        }
    }

    private static JsonNode problem(CliException e) {
        ObjectNode problem = Json.object();
        problem.put("type", "urn:mcpctl:problem:" + ExitCode.kind(e.exitCode()));
        problem.put("title", ExitCode.title(e.exitCode()));
        problem.put("detail", e.sentence());
        problem.put("error", e.sentence());
        return problem;
    }
}
