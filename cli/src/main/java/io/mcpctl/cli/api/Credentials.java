package io.mcpctl.cli.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.cli.CliException;
import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.text.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.Consumer;

/** The session that {@code login} left in {@code credentials.json}. */
public record Credentials(String token, String mcpdUrl, String user, Optional<String> expiresAt) {

    /** The stored session; says so and repairs it when others could read the file. */
    public static Optional<Credentials> of(Home home, Consumer<String> warn) {
        Path file = file(home);
        Optional<Credentials> found = Home.json(file)
                .map(json -> new Credentials(
                        json.path("token").asText(""),
                        json.path("mcpdUrl").asText(""),
                        json.path("user").asText(""),
                        text(json.path("expiresAt"))))
                .filter(credentials -> !credentials.token.isEmpty());
        if (found.isPresent()) {
            repair(file, warn);
        }
        return found;
    }

    private static Optional<String> text(JsonNode value) {
        return value.isTextual() ? Optional.of(value.textValue()) : Optional.empty();
    }

    private static void repair(Path file, Consumer<String> warn) {
        try {
            if (PrivateFile.repair(file)) {
                warn.accept("Warning: " + file + " could be read by other users; that is repaired, but log in again"
                        + " if you share this machine");
            }
        } catch (IOException | UnsupportedOperationException e) {
            warn.accept("Warning: the permissions of " + file + " cannot be checked (" + e.getMessage() + ")");
        }
    }

    private static Path file(Home home) {
        return home.root().resolve("credentials.json");
    }

    public void save(Home home) {
        ObjectNode json =
                Json.object().put("token", token).put("mcpdUrl", mcpdUrl).put("user", user);
        expiresAt.ifPresent(instant -> json.put("expiresAt", instant));
        try {
            PrivateFile.write(file(home), Json.pretty(json) + "\n");
        } catch (IOException e) {
            throw new CliException(
                    ExitCode.FAILURE, "the session cannot be kept in " + file(home) + ": " + e.getMessage(), e);
        }
    }

    public static void forget(Home home) {
        try {
            Files.deleteIfExists(file(home));
        } catch (IOException e) {
            throw new CliException(ExitCode.FAILURE, file(home) + " cannot be deleted: " + e.getMessage(), e);
        }
    }

    /** Whether the session is for the daemon at this address. */
    boolean belongsTo(URI base) {
        try {
            URI own = URI.create(mcpdUrl);
            return own.getHost() != null && Target.sameOrigin(own, base);
        } catch (IllegalArgumentException e) {
            return false; // A damaged address is that of no daemon.
        }
    }

    public boolean expired() {
        try {
            return expiresAt.isPresent() && Instant.parse(expiresAt.get()).isBefore(Instant.now());
        } catch (DateTimeParseException e) {
            return false; // The server will say.
        }
    }

    @Override
    public String toString() {
        return "session of " + user + " at " + mcpdUrl;
    }
}
