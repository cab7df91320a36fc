package io.mcpctl.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.cli.Format;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.query.CustomColumns;
import io.mcpctl.cli.text.Plain;
import io.mcpctl.cli.text.Table;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a search finds, in the form that was asked for: rows at once, documents at the end. */
final class RegistryResults {
    private static final int SHORT = 60;
    private final Invocation invocation;
    private final List<JsonNode> found = new ArrayList<>();
    private int[] widths = {};

    RegistryResults(Invocation invocation) {
        this.invocation = invocation;
    }

    /** What a server is asked for by. */
    static String key(JsonNode server) {
        return server.path("source").asText() + ":" + server.path("id").asText();
    }

    void add(JsonNode servers) {
        if (invocation.format().isTable()) {
            List<List<String>> lines = new ArrayList<>();
            if (found.isEmpty()) {
                lines.add(headings());
            }
            servers.forEach(server -> lines.add(row(server)));
            widths = Table.print(lines, widths, invocation.out());
            invocation.out().flush();
        }
        servers.forEach(found::add);
    }

    void end() {
        if (invocation.format().isTable()) {
            if (found.isEmpty()) {
                invocation.terminal().say("No servers found.");
            }
            return;
        }
        switch (invocation.format()) {
            case NAME -> found.forEach(server -> invocation.out().println(Plain.line(key(server))));
            case JSONPATH -> invocation.print(Documents.items(found));
            case CUSTOM_COLUMNS ->
                CustomColumns.parse(invocation.formatArgument()).table(found).print(invocation.out());
            default -> invocation.print(Documents.array(found));
        }
    }

    private boolean wide() {
        return invocation.format() == Format.WIDE;
    }

    private List<String> headings() {
        return wide()
                ? List.of("ID", "AS", "VERIFIED", "USES", "VERSION", "UPDATED", "REPOSITORY", "ALSO-IN", "DESCRIPTION")
                : List.of("ID", "AS", "VERIFIED", "DESCRIPTION");
    }

    private List<String> row(JsonNode server) {
        String description = (server.path("deprecated").asBoolean() ? "(deprecated) " : "")
                + server.path("description").asText();
        String verified = server.path("verified").asBoolean() ? "yes" : "-";
        if (!wide()) {
            return List.of(key(server), ways(server), verified, shortened(Plain.line(description)));
        }
        List<String> others = new ArrayList<>();
        server.path("alsoIn").forEach(other -> others.add(other.asText()));
        return List.of(
                key(server),
                ways(server),
                verified,
                text(server.path("popularity")),
                text(server.path("version")),
                text(server.path("lastUpdated")),
                text(server.path("repositoryUrl")),
                others.isEmpty() ? "-" : String.join(",", others),
                description);
    }

    /** What a server can be made of here. */
    private static String ways(JsonNode server) {
        Set<String> types = new LinkedHashSet<>();
        for (JsonNode way : server.path("packages")) {
            if (way.path("usable").asBoolean()) {
                types.add(way.path("type").asText());
            }
        }
        return types.isEmpty() ? "-" : String.join(",", types);
    }

    private static String text(JsonNode value) {
        return value.asText("").isEmpty() ? "-" : value.asText();
    }

    private static String shortened(String text) {
        return text.codePointCount(0, text.length()) <= SHORT
                ? text
                : text.substring(0, text.offsetByCodePoints(0, SHORT - 1)) + "…";
    }
}
