package io.mcpctl.gateway.internal.catalogue;

import io.mcpctl.gateway.internal.access.Route;
import io.mcpctl.projects.api.Projects;
import io.mcpctl.projects.api.ToolFilter;
import java.util.List;
import java.util.Map;

/**
 * What a session may use: a change of it is told to the client.
 *
 * @param servers in name order
 * @param filters by server; one without a filter offers all its tools
 */
public record Offer(List<String> servers, Map<String, ToolFilter> filters) {
    public static final Offer NOTHING = new Offer(List.of(), Map.of());

    /** What is offered of one server: all of it, unless a project chooses. */
    public static Offer ofServer(Route route, Projects projects) {
        ToolFilter filter = route.project()
                .map(project -> projects.toolFilters(project).get(route.name()))
                .orElse(null);
        return new Offer(List.of(route.name()), filter == null ? Map.of() : Map.of(route.name(), filter));
    }

    public boolean offers(String server, String tool) {
        ToolFilter filter = filters.get(server);
        return filter == null || filter.offers(tool);
    }

    /** The elements without tools that are not offered. */
    public List<Element> offered(ListKind kind, List<Element> elements) {
        return kind != ListKind.TOOLS
                ? elements
                : elements.stream()
                        .filter(tool -> offers(tool.server(), tool.identity()))
                        .toList();
    }
}
