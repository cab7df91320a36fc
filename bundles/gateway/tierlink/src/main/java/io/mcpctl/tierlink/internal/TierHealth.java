package io.mcpctl.tierlink.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * How all tiers are.
 *
 * @param mcpd what mcpd says of itself; empty when it cannot be reached
 * @param instances what mcpd shows of its instances; empty when it does not
 * @param user who the proxy's own bearer belongs to; empty when it is none of a user
 * @param upstreams those that only the proxy knows
 * @param stale whether the settings file is wrong since it was changed
 */
record TierHealth(
        Optional<JsonNode> mcpd,
        Optional<JsonNode> instances,
        Optional<String> user,
        String warning,
        List<LocalState> upstreams,
        boolean stale) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    TierHealth {
        upstreams = List.copyOf(upstreams);
    }

    /** One local upstream. */
    record LocalState(String name, String transport, LocalServer.State state) {
        boolean isHealthy() {
            return state == LocalServer.State.healthy;
        }
    }

    /** In one word. */
    enum Status {
        healthy,
        degraded,
        unhealthy
    }

    Status status() {
        if (mcpd.isEmpty()) {
            return upstreams.stream().anyMatch(LocalState::isHealthy) ? Status.degraded : Status.unhealthy;
        }
        long all = instances.map(JsonNode::size).orElse(0) + upstreams.size();
        long bad = bad();
        return bad == 0 ? Status.healthy : bad == all ? Status.unhealthy : Status.degraded;
    }

    private long bad() {
        long bad = upstreams.stream().filter(one -> !one.isHealthy()).count();
        for (JsonNode instance : instances.orElseGet(MAPPER::createArrayNode)) {
            boolean failing = instance.path("status").asText().equals("ERROR")
                    || instance.path("healthStatus").asText("").equals("unhealthy");
            bad += failing ? 1 : 0;
        }
        return bad;
    }

    /** What changes are told by. */
    String words() {
        return status() + ", mcpd " + (mcpd.isPresent() ? "connected" : "disconnected") + ", " + bad()
                + " bad instances";
    }

    /** As the answer of {@code /health}; without {@code names} the words alone. */
    ObjectNode document(String version, long uptimeSeconds, boolean names) {
        ObjectNode out = MAPPER.createObjectNode();
        out.put("status", status().name());
        ObjectNode proxy = out.putObject("mcplocal").put("status", Status.healthy.name());
        ObjectNode plane = out.putObject("mcpd");
        plane.put("status", mcpd.isPresent() ? "connected" : "disconnected");
        if (!names) {
            return out;
        }
        proxy.put("version", version).put("uptime", uptimeSeconds).putNull("llmProvider");
        mcpd.filter(JsonNode::isObject).ifPresent(said -> said.properties().forEach(member -> {
            plane.set(member.getKey().equals("status") ? "health" : member.getKey(), member.getValue());
        }));
        if (!warning.isEmpty()) {
            plane.put("warning", warning);
        }
        ArrayNode list = out.putArray("instances");
        instances.ifPresent(all -> all.forEach(instance -> list.addObject()
                .put("name", instance.path("name").asText())
                .put("status", instance.path("status").asText())
                .put("lastHealthCheck", instance.path("lastHealthCheck").textValue())));
        ArrayNode own = out.putArray("upstreams");
        upstreams.forEach(one -> own.addObject()
                .put("name", one.name())
                .put("transport", one.transport())
                .put("state", one.state().name()));
        if (stale) {
            out.put("config", "stale");
        }
        out.putObject("tokenSavings").put("percent24h", 0);
        ObjectNode auth = out.putObject("auth").put("loggedIn", user.isPresent());
        auth.put("user", user.orElse(null));
        return out;
    }
}
