package io.mcpctl.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.api.ControlApi;
import io.mcpctl.cli.api.Kind;
import io.mcpctl.cli.api.Target;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** With {@code -p}: servers and their instances belong to a project by attachment, other kinds by themselves. */
final class ProjectServers {
    /** Member that holds a server's name. */
    private final String member;

    private final Optional<Set<String>> servers;

    ProjectServers(Invocation invocation, ControlApi api, Kind kind) {
        boolean server = kind.name().equals("server");
        this.member = server ? "name" : "server";
        this.servers = server || kind.name().equals("instance")
                ? invocation.project().map(project -> attached(api, project))
                : Optional.empty();
    }

    static Set<String> attached(ControlApi api, String project) {
        Set<String> names = new HashSet<>();
        api.list("/api/v1/serverattachments?project=" + Target.segment(project))
                .forEach(attachment -> names.add(attachment.path("server").asText()));
        return names;
    }

    boolean has(JsonNode document) {
        return servers.isEmpty() || servers.get().contains(document.path(member).asText());
    }

    boolean has(List<String> columns, List<String> row) {
        int column = columns.indexOf(member.toUpperCase(Locale.ROOT));
        return servers.isEmpty() || column < 0 || servers.get().contains(row.get(column));
    }
}
