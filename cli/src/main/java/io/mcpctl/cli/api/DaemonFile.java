package io.mcpctl.cli.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.Optional;

/**
 * What {@code run/daemon.json} says.
 *
 * @param distribution empty when the daemon does not say
 */
public record DaemonFile(URI url, long pid, String version, String distribution, String token) {

    static Optional<DaemonFile> of(JsonNode json) {
        try {
            URI url = URI.create(json.path("url").asText(""));
            return url.getHost() == null
                    ? Optional.empty()
                    : Optional.of(new DaemonFile(
                            url,
                            json.path("pid").asLong(),
                            json.path("version").asText(""),
                            json.path("distribution").asText(""),
                            json.path("token").asText("")));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // Half-written or foreign: as good as absent.
        }
    }

    @Override
    public String toString() {
        return "daemon " + pid + " at " + url;
    }
}
