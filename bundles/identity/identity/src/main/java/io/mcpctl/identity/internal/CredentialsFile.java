package io.mcpctl.identity.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;

/** The file in which the command line keeps its session: one for each home, readable by its owner only. */
final class CredentialsFile {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Path file;

    CredentialsFile(Path home) {
        this.file = home.resolve("credentials.json");
    }

    /** What the file says. */
    record Content(String token, String mcpdUrl, String user, Instant expiresAt) {
        @Override
        public String toString() {
            return "Content[" + mcpdUrl + ", " + user + "]";
        }
    }

    boolean exists() {
        return Files.exists(file);
    }

    /** Empty when it is not there or cannot be understood; times are not read, the daemon knows them. */
    Optional<Content> read() throws IOException {
        if (!exists()) {
            return Optional.empty();
        }
        try {
            JsonNode node = MAPPER.readTree(Files.readString(file, StandardCharsets.UTF_8));
            return node.path("token").isTextual() && node.path("mcpdUrl").isTextual()
                    ? Optional.of(new Content(
                            node.path("token").textValue(),
                            node.path("mcpdUrl").textValue(),
                            node.path("user").asText(""),
                            Instant.EPOCH))
                    : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** Whole or not at all. */
    void write(Content content) throws IOException {
        JsonNode node = JsonNodeFactory.instance
                .objectNode()
                .put("token", content.token())
                .put("mcpdUrl", content.mcpdUrl())
                .put("user", content.user())
                .put("expiresAt", content.expiresAt().toString());
        Path draft = Files.createTempFile(
                file.toAbsolutePath().getParent(),
                "credentials",
                ".tmp",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(draft, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(node) + "\n");
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }
}
