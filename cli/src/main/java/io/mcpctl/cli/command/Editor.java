package io.mcpctl.cli.command;

import io.mcpctl.cli.CliException;
import io.mcpctl.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The user's editor and a private file to edit, removed when closed unless it is kept. */
final class Editor implements AutoCloseable {
    private final String program;
    private final Path folder;
    private final Path file;
    private boolean keeps;

    private Editor(String program, Path folder) {
        this.program = program;
        this.folder = folder;
        this.file = folder.resolve("edit.yaml");
    }

    static Editor of(Map<String, String> environment) {
        String program = Stream.of("MCPCTL_EDITOR", "VISUAL", "EDITOR")
                .map(environment::get)
                .filter(Objects::nonNull)
                .filter(text -> !text.isBlank())
                .findFirst()
                .orElse("vi");
        try {
            return new Editor(program, Files.createTempDirectory("mcpctl-edit")); // Its owner's only.
        } catch (IOException e) {
            throw new CliException(ExitCode.FAILURE, "no file to edit can be made: " + e.getMessage(), e);
        }
    }

    /** The text as it was saved. */
    String edit(String text) {
        try {
            Files.writeString(file, text);
            // By way of a shell, because the variable may hold options.
            Process process = new ProcessBuilder(
                            List.of("sh", "-c", program + " \"$1\"", "mcpctl-edit", file.toString()))
                    .inheritIO()
                    .start();
            int exit = process.waitFor();
            if (exit != 0) {
                throw CliException.failure("the editor `" + program + "` failed with status " + exit
                        + "; nothing was applied (set EDITOR to choose another)");
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw new CliException(
                    ExitCode.FAILURE,
                    "the editor `" + program + "` could not be used (" + e.getMessage() + "); nothing was applied",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CliException(ExitCode.INTERRUPTED, "interrupted", e);
        }
    }

    /** The failure, with a word on where the work is. */
    CliException keep(CliException failure) {
        keeps = true;
        return new CliException(failure.exitCode(), failure.sentence() + "; your text is kept in " + file, failure);
    }

    @Override
    public void close() {
        if (keeps) {
            return;
        }
        try {
            Files.deleteIfExists(file);
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            // An editor left files of its own there; the folder is for temporary things.
        }
    }
}
