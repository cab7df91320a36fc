package io.mcpctl.servers.internal;

import io.mcpctl.servers.api.ServerSpec.HeaderEntry;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Rules of the headers of a server. */
final class Headers {
    /** Those that the connection or the protocol sets; lower case. */
    private static final Set<String> OURS = Set.of(
            "accept",
            "connection",
            "content-length",
            "content-type",
            "expect",
            "host",
            "last-event-id",
            "mcp-protocol-version",
            "mcp-session-id",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private Headers() {}

    /** Visible characters, spaces and tabs: no line break can begin a header of its own. */
    static boolean isValue(String text) {
        return text.chars().allMatch(c -> c == '\t' || (c >= ' ' && c <= '~') || (c >= 0x80 && c <= 0xff));
    }

    /** Values are not quoted: they may be confidential even when written literally. */
    static void check(List<HeaderEntry> headers, boolean external, Violations violations) {
        violations.check(
                headers.isEmpty() || external,
                "headers",
                "are only sent to a server with externalUrl; give this one env instead");
        Set<String> names = new HashSet<>();
        for (int i = 0; i < headers.size(); i++) {
            HeaderEntry header = headers.get(i);
            String path = "headers[" + i + "]";
            String name = header.name().toLowerCase(Locale.ROOT);
            violations.check(names.add(name), path + ".name", "\"" + header.name() + "\" is given twice");
            violations.check(
                    !OURS.contains(name),
                    path + ".name",
                    "\"" + header.name() + "\" is set by mcpctl itself and cannot be given");
            violations.check(
                    header.value().isPresent() != header.valueFrom().isPresent(),
                    path,
                    "\"" + header.name() + "\" needs either value or valueFrom");
            violations.check(
                    header.value().map(Headers::isValue).orElse(true),
                    path + ".value",
                    "must not contain line breaks or other control characters");
        }
    }
}
