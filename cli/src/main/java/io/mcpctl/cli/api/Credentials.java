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
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A session that {@code login} left in {@code credentials.json}: the one without a context, or that of a context. */
public record Credentials(String token, String mcpdUrl, String user, Optional<String> expiresAt) {
    private static final String CONTEXTS = "contexts";

    /** The stored session of the context, else the one without a context; says so and repairs the file when others could read it. */
    public static Optional<Credentials> of(Home home, Optional<String> context, Consumer<String> warn) {
        Path file = file(home);
        Optional<JsonNode> json = Home.json(file);
        Optional<Credentials> found = json.flatMap(all ->
                        context.flatMap(name -> session(all.path(CONTEXTS).path(name))))
                .or(() -> json.flatMap(Credentials::session));
        if (json.isPresent()) {
            repair(file, warn);
        }
        return found;
    }

    private static Optional<Credentials> session(JsonNode json) {
        return Optional.of(new Credentials(
                        json.path("token").asText(""),
                        json.path("mcpdUrl").asText(""),
                        json.path("user").asText(""),
                        text(json.path("expiresAt"))))
                .filter(credentials -> !credentials.token.isEmpty());
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

    /** Keeps it as the session of the context, or as the one without a context. */
    public void save(Home home, Optional<String> context) {
        ObjectNode all = all(home);
        ObjectNode json = context.map(name -> all.withObjectProperty(CONTEXTS).putObject(name))
                .orElse(all);
        json.put("token", token).put("mcpdUrl", mcpdUrl).put("user", user).remove("expiresAt");
        expiresAt.ifPresent(instant -> json.put("expiresAt", instant));
        write(home, all);
    }

    private static ObjectNode all(Home home) {
        return Home.json(file(home)).orElseGet(Json::object) instanceof ObjectNode object ? object : Json.object();
    }

    private static void write(Home home, ObjectNode all) {
        try {
            PrivateFile.write(file(home), Json.pretty(all) + "\n");
        } catch (IOException e) {
            throw new CliException(
                    ExitCode.FAILURE, "the session cannot be kept in " + file(home) + ": " + e.getMessage(), e);
        }
    }

    /** Forgets the session of the context, or the one without a context. */
    public static void forget(Home home, Optional<String> context) {
        if (Files.notExists(file(home))) {
            return;
        }
        ObjectNode all = all(home);
        if (context.isPresent()) {
            ObjectNode contexts = all.withObjectProperty(CONTEXTS);
            contexts.remove(context.get());
            if (contexts.isEmpty()) {
                all.remove(CONTEXTS);
            }
        } else {
            all.remove(List.of("token", "mcpdUrl", "user", "expiresAt"));
        }
        if (!all.isEmpty()) {
            write(home, all);
            return;
        }
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
