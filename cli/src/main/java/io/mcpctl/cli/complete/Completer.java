package io.mcpctl.cli.complete;

import io.mcpctl.cli.Arguments;
import io.mcpctl.cli.CliException;
import io.mcpctl.cli.GlobalOptions;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.Usage;
import io.mcpctl.cli.command.Command;
import io.mcpctl.cli.command.Commands;
import io.mcpctl.cli.external.ExternalCommands;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Finds what may stand where the cursor is, from the table of commands, its labels and the daemon. */
public final class Completer {
    /** Splits a line into the command and the rest. */
    public interface Split {
        /** The command's name, empty when there is none yet, and then the other words. */
        List<String> of(List<String> words);
    }

    private final Function<Arguments, Invocation> invocations;
    private final Split split;

    public Completer(Function<Arguments, Invocation> invocations, Split split) {
        this.invocations = invocations;
        this.split = split;
    }

    /**
     * The answer for a script: a line for each word, and then what the shell has to do.
     *
     * @param request {@code line} and the line up to the cursor, or {@code words} and its words
     */
    public String answer(List<String> request) {
        if (request.size() < 2) {
            return Answer.NONE.text();
        }
        List<String> words = request.getFirst().equals("line")
                ? ShellWords.of(request.get(1)).stream().skip(1).toList()
                : request.subList(1, request.size());
        if (words.isEmpty()) {
            return Answer.NONE.text();
        }
        try {
            String typed = words.getLast();
            return answer(words.subList(0, words.size() - 1), typed)
                    .beginningWith(typed)
                    .text();
        } catch (CliException e) {
            return Answer.NONE.text(); // A line that is wrong already: the command itself will say what is.
        }
    }

    private Answer answer(List<String> before, String typed) {
        List<String> parts = split.of(before);
        String name = parts.getFirst();
        List<String> rest = parts.subList(1, parts.size());
        Optional<Command> command = Commands.named(name);
        if (command.isPresent()) {
            return ofCommand(command.get(), rest, typed);
        }
        Line line = Line.of(rest, GlobalOptions.all());
        if (line.pending().isPresent() || typed.startsWith("-")) {
            return option(line, GlobalOptions.all(), typed);
        }
        if (name.isEmpty()) {
            return Answer.of(firstWords());
        }
        return Commands.isGroup(name) ? Answer.of(secondWords(name)) : external(before, typed);
    }

    private List<Candidate> firstWords() {
        List<Candidate> candidates = new ArrayList<>();
        for (String command : Commands.NAMES) {
            int space = command.indexOf(' ');
            String word = space < 0 ? command : command.substring(0, space);
            if (candidates.stream().noneMatch(one -> one.value().equals(word))) {
                candidates.add(Candidate.of(word, space < 0 ? Commands.summary(command) : ""));
            }
        }
        externals().names().forEach(word -> candidates.add(new Candidate(word.split(" ", 2)[0], "external command")));
        return candidates;
    }

    private static List<Candidate> secondWords(String group) {
        return Commands.NAMES.stream()
                .filter(command -> command.startsWith(group + " "))
                .map(command -> Candidate.of(command.substring(group.length() + 1), Commands.summary(command)))
                .toList();
    }

    private Answer ofCommand(Command command, List<String> rest, String typed) {
        Line line = Line.of(rest, options(command.usage()));
        Daemon daemon = new Daemon(invocations.apply(line.arguments()));
        Usage usage = command.usage();
        if (command instanceof Command.ByKind byKind
                && !line.arguments().words().isEmpty()) {
            usage = byKind.usage(daemon.kinds(), line.arguments().words().getFirst());
            line = Line.of(rest, options(usage));
        }
        List<Usage.Option> options = options(usage);
        if (line.pending().isPresent() || (typed.startsWith("-") && !line.ended())) {
            return option(line, options, typed);
        }
        List<String> words = line.arguments().words();
        if (words.size() >= usage.most()) {
            return Answer.NONE;
        }
        Sources sources = new Sources(invocations.apply(line.arguments()), daemon, words);
        List<Candidate> candidates = new ArrayList<>();
        Answer.Then then = Answer.Then.NOTHING;
        for (String term : Shape.of(usage.parameters()).after(words)) {
            if (Shape.isWord(term)) {
                candidates.add(Candidate.of(term));
            } else {
                Answer answer = sources.of(Shape.label(term), typed);
                candidates.addAll(answer.candidates());
                then = answer.then() == Answer.Then.NOTHING ? then : answer.then();
            }
        }
        candidates.removeIf(candidate -> words.contains(candidate.value()));
        return new Answer(candidates, then);
    }

    private static List<Usage.Option> options(Usage usage) {
        List<Usage.Option> options = new ArrayList<>(usage.options());
        options.addAll(GlobalOptions.beside(usage));
        options.add(Usage.Option.flag("-h", "--help", "show this help"));
        return options;
    }

    private Answer option(Line line, List<Usage.Option> options, String typed) {
        Invocation invocation = invocations.apply(line.arguments());
        Sources sources =
                new Sources(invocation, new Daemon(invocation), line.arguments().words());
        if (line.pending().isPresent()) {
            return sources.of(Shape.label(line.pending().get().label()), typed);
        }
        int equals = typed.indexOf('=');
        if (equals > 0) {
            return Line.named(options, typed.substring(0, equals))
                    .map(option -> sources.of(Shape.label(option.label()), typed.substring(equals + 1)))
                    .map(answer -> answer.after(typed.substring(0, equals + 1)))
                    .orElse(Answer.NONE);
        }
        List<Candidate> candidates = new ArrayList<>();
        for (Usage.Option option : options) {
            for (String name : option.names()) {
                if (name.startsWith("--") || (typed.length() > 1 && !typed.startsWith("--"))) {
                    candidates.add(Candidate.of(name, option.description()));
                }
            }
        }
        return Answer.of(candidates);
    }

    private ExternalCommands externals() {
        return ExternalCommands.of(
                invocations.apply(new Arguments(Map.of(), List.of())).environment());
    }

    private Answer external(List<String> before, String typed) {
        List<Candidate> candidates = new ArrayList<>();
        for (String line : externals().complete(before, typed)) {
            String[] parts = line.split("\t", 2);
            candidates.add(new Candidate(parts[0], parts.length > 1 ? parts[1] : ""));
        }
        return Answer.of(candidates);
    }
}
