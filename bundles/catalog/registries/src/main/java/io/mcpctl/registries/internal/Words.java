package io.mcpctl.registries.internal;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Small forms of text. */
final class Words {
    private static final int LABEL = 63;

    private Words() {}

    /** For a segment of a path or a value of a query. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** An address that may be shown and followed: absolute, of the web, without user and password. */
    static Optional<String> webAddress(String text) {
        if (text.length() > 2000 || !Untrusted.isHarmless(text)) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(text);
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            boolean web = scheme.equals("https") || scheme.equals("http");
            return web && uri.getHost() != null && uri.getUserInfo() == null ? Optional.of(text) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** A name by our rule of what a registry calls a server: lower-case letters, digits and dashes, at most 63. */
    static String label(String name) {
        String last = name.replaceFirst("/+$", "").replaceFirst("^.*/", "");
        String plain =
                last.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
        String cut = plain.substring(0, Math.min(LABEL, plain.length())).replaceAll("-+$", "");
        return cut.isEmpty() ? "server" : cut;
    }
}
