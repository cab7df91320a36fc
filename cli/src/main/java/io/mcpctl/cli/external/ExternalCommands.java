package io.mcpctl.cli.external;

import io.mcpctl.cli.CliException;
import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.command.Commands;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Programs of the PATH whose names begin with {@code mcpctl-}: {@code mcpctl-foo-bar} is {@code mcpctl foo bar}, and an
 * underscore in the file's name is a dash in the word. The longest name is taken, of equal names the first of the PATH,
 * and never one in the place of a command of mcpctl itself.
 */
public record ExternalCommands(List<Path> folders) {
    static final String PREFIX = "mcpctl-";
    private static final String COMPLETE = "mcpctl_complete-";
    private static final int MOST_FOLDERS = 200;
    private static final int MOST_FILES = 500;

    public ExternalCommands {
        folders = List.copyOf(folders);
    }

    /** What was found. */
    public record Found(List<String> words, Path file) {
        public Found {
            words = List.copyOf(words);
        }

        public String name() {
            return String.join(" ", words);
        }
    }

    /** Folders that are not absolute are left out: what runs must not depend on where one stands. */
    public static ExternalCommands of(Map<String, String> environment) {
        Set<Path> folders = new LinkedHashSet<>();
        for (String entry : environment.getOrDefault("PATH", "").split(":", -1)) {
            try {
                Path folder = Path.of(entry);
                if (folder.isAbsolute() && folders.size() < MOST_FOLDERS) {
                    folders.add(folder.normalize());
                }
            } catch (InvalidPathException e) {
                // No folder can have such a name.
            }
        }
        return new ExternalCommands(List.copyOf(folders));
    }

    /** The program for the beginning of the words. */
    public Optional<Found> find(List<String> words) {
        return find(PREFIX, words);
    }

    private Optional<Found> find(String prefix, List<String> words) {
        List<String> named = new ArrayList<>();
        for (String word : words) {
            if (!word.matches("[A-Za-z0-9][A-Za-z0-9_-]*") || named.size() == 8) {
                break;
            }
            named.add(word);
        }
        if (named.isEmpty() || Commands.isTaken(named.getFirst())) {
            return Optional.empty();
        }
        for (int length = named.size(); length > 0; length--) {
            List<String> part = named.subList(0, length);
            String name = prefix
                    + String.join(
                            "-",
                            part.stream().map(word -> word.replace('-', '_')).toList());
            for (Path folder : folders) {
                Path file = folder.resolve(name);
                if (Files.isRegularFile(file) && Files.isExecutable(file)) {
                    return Optional.of(new Found(part, file));
                }
            }
        }
        return Optional.empty();
    }

    /** All programs that are named so, in the order of the PATH; also those that never run. */
    public List<Found> all() {
        List<Found> all = new ArrayList<>();
        for (Path folder : folders) {
            if (!Files.isDirectory(folder)) {
                continue;
            }
            List<Path> files = new ArrayList<>();
            try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, PREFIX + "*")) {
                found.forEach(files::add);
            } catch (IOException e) {
                continue; // A folder of the PATH that may not be read has nothing for this user.
            }
            files.stream()
                    .sorted()
                    .limit(MOST_FILES)
                    .filter(Files::isRegularFile)
                    .forEach(file -> all.add(new Found(words(file.getFileName().toString()), file)));
        }
        return all;
    }

    private static List<String> words(String fileName) {
        return List.of(fileName.substring(PREFIX.length()).split("-")).stream()
                .map(word -> word.replace('_', '-'))
                .toList();
    }

    /** The names of those that run. */
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        all().stream().filter(found -> note(found).isEmpty()).forEach(found -> names.add(found.name()));
        return names;
    }

    /** Why the program does not run; empty when it does. */
    public String note(Found found) {
        if (found.words().getFirst().isEmpty()) {
            return "has no name";
        }
        if (Commands.isTaken(found.words().getFirst())) {
            return "never runs: \"" + found.words().getFirst() + "\" is a command of mcpctl";
        }
        if (!Files.isExecutable(found.file())) {
            return "never runs: it is not executable";
        }
        return find(found.words())
                .filter(first -> !first.file().equals(found.file()))
                .map(first -> "never runs: " + first.file() + " comes first")
                .orElse("");
    }

    /** Runs it in place of this program, with its streams; returns its exit code. */
    public static int run(Found found, List<String> arguments) {
        List<String> line = new ArrayList<>(List.of(found.file().toString()));
        line.addAll(arguments);
        try {
            return new ProcessBuilder(line).inheritIO().start().waitFor();
        } catch (IOException e) {
            throw new CliException(
                    ExitCode.FAILURE,
                    "the external command " + found.file() + " cannot be started (" + e.getMessage() + ")",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CliException(ExitCode.INTERRUPTED, "interrupted", e);
        }
    }

    /** What {@code mcpctl_complete-foo} says, a line for each word; nothing when there is none or it takes too long. */
    public List<String> complete(List<String> before, String typed) {
        return find(COMPLETE, before)
                .map(found -> {
                    List<String> line = new ArrayList<>(List.of(found.file().toString()));
                    line.addAll(before.subList(found.words().size(), before.size()));
                    line.add(typed);
                    return ShortRun.lines(line);
                })
                .orElse(List.of());
    }
}
