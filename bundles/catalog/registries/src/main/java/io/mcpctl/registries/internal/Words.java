package io.mcpctl.registries.internal;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Small forms of text. */
final class Words {
    private static final int LABEL = 63;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9@._/-]{1,250}");
    private static final Pattern LEADS_ELSEWHERE = Pattern.compile("/\\.{0,2}/");
    private static final Pattern SENSITIVE =
            Pattern.compile(".*([_-]KEY|API-?KEY|[_-]SECRET|[_-]TOKEN)|.*PASSWORD.*|AUTHORIZATION|COOKIE|TOKEN|SECRET");

    private Words() {}

    /** What a registry may call a server; a path with dots alone would lead elsewhere. */
    static boolean isId(String text) {
        return ID.matcher(text).matches()
                && !LEADS_ELSEWHERE.matcher("/" + text + "/").find();
    }

    /** Whether a name alone says that a value is nobody's business. */
    static boolean isSensitive(String name) {
        return SENSITIVE.matcher(name.toUpperCase(Locale.ROOT)).matches();
    }

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
