package io.mcpctl.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Builds the picocli model of one command by hand: annotations would cost reflection at every start. */
final class Parser {
    private final CommandSpec spec;
    private final Usage usage;

    private Parser(CommandSpec spec, Usage usage) {
        this.spec = spec;
        this.usage = usage;
    }

    static Parser of(String name, Usage usage) {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(null);
        spec.name("mcpctl " + name);
        List<Usage.Option> options = new ArrayList<>(usage.options());
        options.addAll(GlobalOptions.beside(usage));
        options.forEach(option -> spec.addOption(option(option)));
        spec.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("show this help")
                .build());
        if (usage.most() > 0) {
            spec.addPositional(PositionalParamSpec.builder()
                    .index("0..*")
                    .arity("0..*")
                    .type(List.class)
                    .auxiliaryTypes(String.class)
                    .paramLabel(usage.parameters())
                    .hidden(true)
                    .build());
        }
        return new Parser(spec, usage);
    }

    private static OptionSpec option(Usage.Option option) {
        OptionSpec.Builder builder =
                OptionSpec.builder(option.names().toArray(String[]::new)).description(option.description());
        return option.label().isEmpty()
                ? builder.arity("0").type(boolean.class).build()
                : builder.arity("1")
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .paramLabel(option.label())
                        .hideParamSyntax(true)
                        .build();
    }

    /** What is known of a line whose further options depend on its first words. */
    Arguments parseKnown(List<String> words) {
        spec.parser().unmatchedArgumentsAllowed(true);
        return parse(words, false);
    }

    Arguments parse(List<String> words) {
        return parse(words, true);
    }

    private Arguments parse(List<String> words, boolean complete) {
        ParseResult result;
        try {
            result = new CommandLine(spec).setExpandAtFiles(false).parseArgs(explicit(words));
        } catch (UnmatchedArgumentException e) {
            throw usageError(unknown(e));
        } catch (ParameterException e) {
            throw usageError(String.valueOf(e.getMessage()));
        }
        Map<String, List<String>> options = new HashMap<>();
        for (OptionSpec option : result.matchedOptions()) {
            options.put(option.longestName(), option.originalStringValues());
        }
        List<String> parameters = result.matchedPositionals().isEmpty()
                ? List.of()
                : result.matchedPositionals().getFirst().originalStringValues();
        if (!complete) {
            return new Arguments(options, parameters);
        }
        if (parameters.size() < usage.least()) {
            throw usageError("something is missing: give " + usage.parameters());
        }
        if (parameters.size() > usage.most()) {
            throw usageError(tooMany(parameters.get(usage.most())));
        }
        return new Arguments(options, parameters);
    }

    /** The line with the value that {@code -v} leaves out; what is the value of another option stays as it is. */
    private String[] explicit(List<String> words) {
        String[] line = words.toArray(String[]::new);
        for (int i = 0; i < line.length && !line[i].equals("--"); i++) {
            OptionSpec option = spec.findOption(line[i]);
            if (option != null
                    && option.arity().min() > 0
                    && !option.longestName().equals("--verbose")) {
                i++;
            } else {
                line[i] = GlobalOptions.withVerbosity(line[i]);
            }
        }
        return line;
    }

    private static String unknown(UnmatchedArgumentException e) {
        String word = e.getUnmatched().getFirst();
        if (!word.startsWith("-")) {
            return tooMany(word);
        }
        List<String> suggestions = e.getSuggestions();
        return "the option \"" + word + "\" is not known"
                + (suggestions.isEmpty() ? "" : ", did you mean " + String.join(" or ", suggestions));
    }

    private static String tooMany(String word) {
        return "\"" + word + "\" is one word too many";
    }

    private CliException usageError(String sentence) {
        return CliException.usage(sentence + "; run `" + spec.name() + " --help`");
    }
}
