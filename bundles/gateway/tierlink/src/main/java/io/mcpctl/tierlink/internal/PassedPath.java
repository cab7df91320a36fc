package io.mcpctl.tierlink.internal;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Paths below {@code /api/v1} and {@code /v0.1} on their way to mcpd. */
final class PassedPath {
    private static final Duration USUAL = Duration.ofSeconds(30);
    /** Answers of models, and work on everything that is stored. */
    private static final Duration LONG = Duration.ofSeconds(600);

    private static final Pattern SLOW =
            Pattern.compile(".*(/(chat|infer|restore|backup|migrate|rotate)(/.*)?|/_provider-.*|/git(/.*)?)");
    /** Dots and slashes that only show after decoding. */
    private static final Pattern HIDDEN = Pattern.compile("%(2e|2f|5c|00)");

    /** The registry that mcpd is. */
    private static final String REGISTRY = "/v0.1/";

    private PassedPath() {}

    /** Whether nothing below may be changed. */
    static boolean isForReading(String path) {
        return path.startsWith(REGISTRY);
    }

    /** As it was sent; refused when it could leave {@code /api/v1/} or {@code /v0.1/}. */
    static String of(String path, @Nullable String query) {
        String small = path.toLowerCase(Locale.ROOT);
        boolean leaves = HIDDEN.matcher(small).find()
                || path.indexOf('\\') >= 0
                || path.contains("//")
                || Pattern.compile("/").splitAsStream(path).anyMatch(part -> part.equals("..") || part.equals("."));
        if (leaves || !path.startsWith("/api/v1/") && !path.startsWith(REGISTRY)) {
            throw new ProblemException(
                    ProblemKind.INVALID,
                    "the path is not passed on: it may lead out of /api/v1 or /v0.1; send it without '..' and"
                            + " encoded slashes");
        }
        try {
            String whole = path + (query == null ? "" : "?" + query);
            return new URI(whole).toString();
        } catch (URISyntaxException e) {
            throw new ProblemException(ProblemKind.INVALID, "the path or query is not encoded as it must be", e);
        }
    }

    /** How long mcpd may be silent. */
    static Duration limit(String path) {
        return SLOW.matcher(path).matches() ? LONG : USUAL;
    }
}
