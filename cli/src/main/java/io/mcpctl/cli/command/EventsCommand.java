package io.mcpctl.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.cli.CliException;
import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.Format;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.Usage;
import io.mcpctl.cli.api.ControlApi;
import io.mcpctl.cli.text.Json;
import io.mcpctl.cli.text.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What happened: to instances, and in sessions as far as it was recorded for audits. */
final class EventsCommand implements Command {
    @Override
    public Usage usage() {
        return new Usage(
                "Show what happened to instances and in sessions",
                "",
                0,
                0,
                List.of(
                        Usage.Option.value("--server", "<server>", "only of this server"),
                        Usage.Option.value("--kind", "<event>", "only events such as tool_call_trace"),
                        Usage.Option.value("--user", "<name>", "only what this user did"),
                        Usage.Option.value("--since", "<duration>", "not older than such as 30m or 2d"),
                        Usage.Option.value("--limit", "<n>", "the newest ones, 50 by default")),
                List.of("mcpctl events --since 1h", "mcpctl events -p demo --kind tool_call_trace -o json"));
    }

    @Override
    public int run(Invocation invocation) {
        ControlApi api = invocation.api();
        int limit = invocation.arguments().number("--limit", 1, 500).orElse(50);
        Optional<Instant> from = invocation.arguments().value("--since").map(text -> Instant.now()
                .minus(Durations.parse(text))
                .truncatedTo(ChronoUnit.MILLIS));
        List<ObjectNode> events = new ArrayList<>(audited(invocation, api, limit, from));
        if (invocation.arguments().value("--user").isEmpty()) {
            events.addAll(ofInstances(invocation, api, from));
        }
        events.sort(Comparator.comparing(event -> event.path("time").asText()));
        List<ObjectNode> newest = events.subList(Math.max(0, events.size() - limit), events.size());
        show(invocation, newest);
        return ExitCode.OK;
    }

    private static List<ObjectNode> audited(Invocation invocation, ControlApi api, int limit, Optional<Instant> from) {
        Query query = new Query().with("limit", Integer.toString(limit));
        invocation.project().ifPresent(project -> query.with("projectName", project));
        invocation.arguments().value("--server").ifPresent(server -> query.with("serverName", server));
        invocation.arguments().value("--kind").ifPresent(kind -> query.with("eventKind", kind));
        invocation.arguments().value("--user").ifPresent(user -> query.with("userName", user));
        from.ifPresent(instant -> query.with("from", instant.toString()));
        List<ObjectNode> events = new ArrayList<>();
        for (JsonNode event :
                api.find("/api/v1/audit/events" + query).orElseGet(Json::object).path("items")) {
            events.add(Json.object()
                    .put("time", event.path("timestamp").asText())
                    .put("kind", event.path("eventKind").asText())
                    .put("about", about(event))
                    .put("user", first(event, "userName", "tokenName"))
                    .put("message", message(event)));
        }
        return events;
    }

    private static String first(JsonNode event, String... members) {
        for (String member : members) {
            if (event.path(member).isTextual()
                    && !event.path(member).textValue().isEmpty()) {
                return event.path(member).textValue();
            }
        }
        return "";
    }

    private static String about(JsonNode event) {
        String project = first(event, "projectName");
        String server = first(event, "serverName");
        return project.isEmpty() || server.isEmpty() ? project + server : project + "/" + server;
    }

    /** Facts of the event, short enough for a line. */
    private static String message(JsonNode event) {
        StringBuilder facts = new StringBuilder();
        for (Map.Entry<String, JsonNode> fact : event.path("payload").properties()) {
            if (fact.getValue().isValueNode() && !fact.getValue().isNull()) {
                facts.append(facts.isEmpty() ? "" : " ")
                        .append(fact.getKey())
                        .append('=')
                        .append(fact.getValue().asText());
            }
        }
        return facts.toString();
    }

    private static List<ObjectNode> ofInstances(Invocation invocation, ControlApi api, Optional<Instant> from) {
        List<ObjectNode> events = new ArrayList<>();
        Optional<String> kind = invocation.arguments().value("--kind");
        for (JsonNode instance : instances(invocation, api)) {
            for (JsonNode event : instance.path("events")) {
                String time = event.path("timestamp").asText();
                String type = event.path("type").asText();
                boolean recent = from.map(instant -> time.compareTo(instant.toString()) >= 0)
                        .orElse(true);
                if (recent && kind.map(type::equals).orElse(true)) {
                    events.add(Json.object()
                            .put("time", time)
                            .put("kind", type)
                            .put("about", "instance/" + instance.path("name").asText())
                            .put("user", "")
                            .put("message", event.path("message").asText()));
                }
            }
        }
        return events;
    }

    /** None for a caller who may not see them. */
    private static List<JsonNode> instances(Invocation invocation, ControlApi api) {
        try {
            Query query = new Query();
            invocation.arguments().value("--server").ifPresent(server -> query.with("server", server));
            String path = "/api/v1/instances" + query;
            List<JsonNode> found = new ArrayList<>();
            api.list(path).forEach(found::add);
            invocation.project().ifPresent(project -> {
                var servers = ProjectServers.attached(api, project);
                found.removeIf(
                        instance -> !servers.contains(instance.path("server").asText()));
            });
            return found;
        } catch (CliException e) {
            if (e.exitCode() == ExitCode.DENIED
                    && e.problem().map(p -> p.path("status").asInt() == 403).orElse(false)) {
                return List.of();
            }
            throw e;
        }
    }

    private static void show(Invocation invocation, List<ObjectNode> events) {
        if (invocation.format().isStructured()) {
            invocation.print(
                    invocation.format() == Format.JSONPATH
                            ? Documents.items(List.copyOf(events))
                            : Documents.array(List.copyOf(events)));
        } else if (events.isEmpty()) {
            invocation.terminal().say("No events found.");
        } else {
            List<List<String>> rows = events.stream()
                    .map(event -> List.of(
                            event.path("time").asText(),
                            event.path("kind").asText(),
                            event.path("about").asText(),
                            event.path("user").asText(),
                            event.path("message").asText()))
                    .toList();
            new Table(List.of("TIME", "KIND", "ABOUT", "USER", "MESSAGE"), rows).print(invocation.out());
        }
    }
}
