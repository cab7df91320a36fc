package io.mcpctl.registry.api;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * Where a registry is, and the secret that opens it.
 *
 * @param settings what people find its settings under, such as {@code registries.official}: sentences name {@code url} and
 *     {@code key} below it
 * @param url absolute, http or https, without query and slash at the end
 * @param key sent as bearer with each question; empty when the registry wants none
 */
public record RegistryAddress(String settings, URI url, Optional<Key> key) {
    /**
     * A value of a secret of the product, looked up with each question.
     *
     * @param secret name of the secret
     * @param entry key of the value in it
     */
    public record Key(String secret, String entry) {}

    /**
     * Of what a configuration says.
     *
     * @param key {@code <secret>/<key in it>}; empty = none
     * @throws ProblemException INVALID, naming {@code url} or {@code key} below the settings and not repeating the key
     */
    public static RegistryAddress of(String settings, String url, String key) {
        return new RegistryAddress(
                settings, url(settings, url.strip().replaceFirst("/+$", "")), key(settings, key.strip()));
    }

    private static URI url(String settings, String text) {
        try {
            URI url = new URI(text);
            boolean web = "https".equalsIgnoreCase(url.getScheme()) || "http".equalsIgnoreCase(url.getScheme());
            boolean plain = url.getRawQuery() == null && url.getRawFragment() == null && url.getUserInfo() == null;
            if (web && plain && url.getHost() != null) {
                return url;
            }
        } catch (URISyntaxException e) {
            // Refused below, like every other text that is no such address.
        }
        throw new ProblemException(ProblemKind.INVALID, settings + ".url: it is no absolute http or https address");
    }

    private static Optional<Key> key(String settings, String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        String[] parts = text.split("/", -1);
        if (parts.length != 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
            // The text is not repeated: who writes the key itself there should not find it in the log.
            throw new ProblemException(
                    ProblemKind.INVALID, settings + ".key: it names a secret and a key in it; write <secret>/<key>");
        }
        return Optional.of(new Key(parts[0], parts[1]));
    }
}
