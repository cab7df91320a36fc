package io.mcpctl.proxymodel.gateway.api;

import java.util.List;
import java.util.Map;

/**
 * What of a project concerns models, at the time of one request.
 *
 * @param model name of its proxy model; {@code none} for none
 * @param gated whether its sessions begin gated
 * @param servers its servers in name order
 * @param byServer names of models for the contents of single servers
 * @param separator between server and tool in names
 */
public record ProjectRules(
        String model, boolean gated, List<String> servers, Map<String, String> byServer, String separator) {
    /** The name that stands for no model. */
    public static final String NONE = "none";

    public ProjectRules {
        servers = List.copyOf(servers);
        byServer = Map.copyOf(byServer);
    }
}
