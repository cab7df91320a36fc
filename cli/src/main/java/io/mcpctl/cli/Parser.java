package io.mcpctl.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Builds the picocli model of one command by hand: annotations would cost reflection at every start. */
final class Parser {
    private static final List<Usage.Option> GLOBAL = List.of(
            Usage.Option.value(
                    "-o", "--output", "<format>", "table, wide, json, yaml, name, jsonpath=..., custom-columns=..."),
            Usage.Option.value("-p", "--project", "<name>", "the project that is meant"),
            Usage.Option.value("--daemon-url", "<url>", "address of the daemon; else MCPCTL_URL or the running one"),
            Usage.Option.flag("--direct", "talk to the control plane itself, not through the proxy"),
            Usage.Option.value("--port", "<n>", "port of the daemon on this machine; else MCPCTL_PORT or 3200"),
            Usage.Option.value("--home", "<dir>", "folder of the daemon; else MCPCTL_HOME or ~/.mcpctl"),
            Usage.Option.flag("-v", "--verbose", "show each request on stderr, secrets masked"));

    private final CommandSpec spec;
    private final Usage usage;

    private Parser(CommandSpec spec, Usage usage) {
        this.spec = spec;
        this.usage = usage;
    }

    static Parser of(String name, Usage usage) {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(null);
        spec.name("mcpctl " + name);
        String parameters = usage.parameters().isEmpty() ? "" : usage.parameters() + " ";
        spec.usageMessage()
                .customSynopsis("mcpctl " + name + " " + parameters + "[options]")
                .description(usage.summary())
                .sortOptions(false)
                .width(100);
        if (!usage.examples().isEmpty()) {
            List<String> footer = new ArrayList<>(List.of("", "Examples:"));
            usage.examples().forEach(example -> footer.add("  " + example));
            spec.usageMessage().footer(footer.toArray(String[]::new));
        }
        List<Usage.Option> options = new ArrayList<>(usage.options());
        for (Usage.Option global : GLOBAL) {
            if (usage.options().stream().noneMatch(own -> own.names().stream().anyMatch(global.names()::contains))) {
                options.add(global);
            }
        }
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

    String help() {
        return new CommandLine(spec).getUsageMessage(Ansi.OFF);
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
            result = new CommandLine(spec).setExpandAtFiles(false).parseArgs(words.toArray(String[]::new));
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
