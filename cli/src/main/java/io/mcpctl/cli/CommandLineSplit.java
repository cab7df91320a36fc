package io.mcpctl.cli;

import io.mcpctl.cli.command.Commands;
import java.util.ArrayList;
import java.util.List;

/**
 * A line split into the command's name and the rest, in which global options may stand before the name. Only the named
 * command is then built, which is worth 15 ms.
 *
 * @param command empty when the line names none
 * @param all the line as it was given
 * @param commandAt where in it the command is
 */
record CommandLineSplit(
        String command,
        List<String> rest,
        boolean asksHelp,
        boolean asksVersion,
        boolean wantsJson,
        List<String> all,
        int commandAt) {
    CommandLineSplit {
        rest = List.copyOf(rest);
        all = List.copyOf(all);
    }

    /** The whole line from the command on, as it was given. */
    List<String> fromCommand() {
        return all.subList(commandAt, all.size());
    }

    /** What stood before the command. */
    List<String> before() {
        return all.subList(0, commandAt);
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
        int commandAt = arguments.length;
        for (int i = 0; i < arguments.length; i++) {
            String argument = arguments[i];
            boolean option = !ended && argument.length() > 1 && argument.startsWith("-");
            ended |= argument.equals("--");
            if (!option && !complete) {
                commandAt = Math.min(commandAt, i);
                complete = !command.isEmpty() || !Commands.isGroup(argument);
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
            if (option && GlobalOptions.takesValue(argument) && i + 1 < arguments.length) {
                i++;
                rest.add(arguments[i]);
                json |= arguments[i].equals("json") && (argument.equals("-o") || argument.equals("--output"));
            }
        }
        return new CommandLineSplit(command.toString(), rest, help, version, json, List.of(arguments), commandAt);
    }
}
