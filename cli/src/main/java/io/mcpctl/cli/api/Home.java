package io.mcpctl.cli.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.cli.CliException;
import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.text.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/** The folder that holds everything of one user's daemon. */
public record Home(Path root) {
    public Home {
        root = root.toAbsolutePath().normalize();
    }

    /** Makes the folder, for its owner only, if it is not there. */
    public void create() throws IOException {
        Files.createDirectories(
                root, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    public Path logs() {
        return root.resolve("logs");
    }

    public Path cache() {
        return root.resolve("cache");
    }

    public Path daemonJson() {
        return root.resolve("run").resolve("daemon.json");
    }

    /** What the running daemon wrote about itself; empty when there is none. */
    public Optional<DaemonFile> daemon() {
        return json(daemonJson()).flatMap(DaemonFile::of);
    }

    /** Whether the user has settings; without them nothing of theirs is loaded. */
    public boolean hasSettings() {
        return !Files.notExists(root.resolve("config.json"));
    }

    static Optional<JsonNode> json(Path file) {
        if (Files.notExists(file)) {
            return Optional.empty(); // Cheaper than the exception, and the common case.
        }
        try {
            return Optional.of(Json.read(Files.readString(file)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (java.nio.file.AccessDeniedException e) {
            throw new CliException(ExitCode.DENIED, "the file " + file + " may not be read by this user", e);
        } catch (IOException e) {
            throw new CliException(
                    ExitCode.FAILURE,
                    "the file " + file + " cannot be read as JSON (" + e.getMessage() + "); repair or delete it",
                    e);
        }
    }
}
