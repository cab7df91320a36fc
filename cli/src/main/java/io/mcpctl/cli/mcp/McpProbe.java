package io.mcpctl.cli.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.cli.http.Http;
import io.mcpctl.cli.text.Json;
import io.mcpctl.cli.text.Plain;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The contract test of an endpoint. Its exit codes are its own: 0 passed, 1 not reachable, 2 contract broken. */
public final class McpProbe {
    private static final int UNREACHABLE = 1;
    private static final int BROKEN = 2;

    private final Http http;
    private final Plan plan;
    private final ObjectNode report = Json.object();
    private final long begin = System.nanoTime();

    public McpProbe(Http http, Plan plan) {
        this.http = http;
        this.plan = plan;
    }

    /** What to check. */
    public record Plan(
            URI url,
            Optional<String> token,
            boolean health,
            List<String> expectedTools,
            Optional<String> tool,
            Optional<ObjectNode> arguments,
            Duration limit) {
        public Plan {
            expectedTools = List.copyOf(expectedTools);
        }
    }

    private interface Step {
        String run() throws McpProtocolError, McpTransportError;
    }

    /** Runs the steps up to the first that fails. */
    public ObjectNode run() {
        report.put("ok", true).put("url", plan.url().toString()).put("health", plan.health() ? "failed" : "skipped");
        report.putNull("serverInfo");
        report.putArray("tools");
        report.putArray("missingTools");
        report.putNull("toolResult").putNull("error");
        report.putArray("steps");
        int exitCode = exitCode();
        report.put("ok", exitCode == 0);
        report.put("durationMs", (System.nanoTime() - begin) / 1_000_000).put("exitCode", exitCode);
        return report;
    }

    private int exitCode() {
        try (McpHttpSession session = new McpHttpSession(http, plan.url(), plan.token(), plan.limit())) {
            if (plan.health()) {
                step("health", () -> health());
            }
            step("initialize", () -> initialize(session));
            step("tools/list", () -> tools(session));
            if (plan.tool().isPresent()) {
                step("tools/call", () -> call(session, plan.tool().get()));
            }
            return 0;
        } catch (McpProtocolError e) {
            report.put("error", masked(e));
            return BROKEN;
        } catch (McpTransportError e) {
            report.put("error", masked(e));
            return UNREACHABLE;
        }
    }

    private void step(String name, Step step) throws McpProtocolError, McpTransportError {
        long start = System.nanoTime();
        ObjectNode entry =
                report.withArray("steps").addObject().put("step", name).put("ok", false);
        try {
            entry.put("detail", Plain.line(step.run())).put("ok", true);
        } finally {
            entry.put("durationMs", (System.nanoTime() - start) / 1_000_000);
        }
    }

    private String health() throws McpTransportError {
        McpUrls.mcpHealthCheck(http, plan.url(), plan.limit());
        report.put("health", "ok");
        return "";
    }

    private String initialize(McpHttpSession session) throws McpProtocolError, McpTransportError {
        JsonNode result = session.initialize();
        report.set("serverInfo", result.path("serverInfo"));
        return result.path("serverInfo").path("name").asText() + ", MCP "
                + result.path("protocolVersion").asText();
    }

    private String tools(McpHttpSession session) throws McpProtocolError, McpTransportError {
        List<String> names = session.listTools().stream()
                .map(tool -> tool.path("name").asText())
                .toList();
        names.forEach(report.withArray("tools")::add);
        List<String> missing = plan.expectedTools().stream()
                .filter(name -> !names.contains(name))
                .toList();
        missing.forEach(report.withArray("missingTools")::add);
        if (!missing.isEmpty()) {
            throw new McpProtocolError("expected tools are missing: " + String.join(", ", missing));
        }
        return names.size() + " tools";
    }

    private String call(McpHttpSession session, String tool) throws McpProtocolError, McpTransportError {
        JsonNode result = session.callTool(tool, plan.arguments().orElseGet(Json::object));
        report.set("toolResult", result);
        if (result.path("isError").asBoolean()) {
            throw new McpProtocolError("the tool " + tool + " reports a failure: "
                    + Plain.line(result.path("content").path(0).path("text").asText()));
        }
        return tool;
    }

    private String masked(Exception e) {
        String sentence = String.valueOf(e.getMessage());
        return plan.token().isPresent() && !plan.token().get().isEmpty()
                ? sentence.replace(plan.token().get(), "***")
                : sentence;
    }
}
