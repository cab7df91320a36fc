package io.mcpctl.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A line split into the command's name and the rest, in which global options may stand before the name. Only the named
 * command is then built, which is worth 15 ms.
 *
 * @param command empty when the line names none
 */
record CommandLineSplit(String command, List<String> rest, boolean asksHelp, boolean asksVersion, boolean wantsJson) {
    private static final Set<String> TAKE_VALUE =
            Set.of("--daemon-url", "-p", "--project", "-o", "--output", "--port", "--home");
    /** Verbs whose first word is followed by a second. */
    private static final Set<String> TWO_WORDS = Set.of("test", "plugin", "registry");

    CommandLineSplit {
        rest = List.copyOf(rest);
    }

    /** {@code help get} as {@code get --help}. */
    CommandLineSplit helpOn() {
        List<String> words = new ArrayList<>(rest);
        words.add("--help");
        return of(words.toArray(String[]::new));
    }

    static CommandLineSplit of(String... arguments) {
        StringBuilder command = new StringBuilder();
        List<String> rest = new ArrayList<>(arguments.length);
        boolean help = false;
        boolean version = false;
        boolean json = false;
        boolean ended = false;
        boolean complete = false;
        for (int i = 0; i < arguments.length; i++) {
            String argument = arguments[i];
            boolean option = !ended && argument.length() > 1 && argument.startsWith("-");
            ended |= argument.equals("--");
            if (!option && !complete) {
                complete = !command.isEmpty() || !TWO_WORDS.contains(argument);
                command.append(command.isEmpty() ? "" : " ").append(argument);
                continue;
            }
            if (option && (argument.equals("-h") || argument.equals("--help"))) {
                help = true;
                continue;
            }
            version |= option && (argument.equals("-v") || argument.equals("--version"));
            json |= option
                    && (argument.equals("-ojson") || argument.equals("--output=json") || argument.equals("-o=json"));
            rest.add(argument);
            if (option && TAKE_VALUE.contains(argument) && i + 1 < arguments.length) {
                i++;
                rest.add(arguments[i]);
                json |= arguments[i].equals("json") && (argument.equals("-o") || argument.equals("--output"));
            }
        }
        return new CommandLineSplit(command.toString(), rest, help, version, json);
    }
}
