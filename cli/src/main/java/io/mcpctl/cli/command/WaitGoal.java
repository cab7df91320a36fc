package io.mcpctl.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.cli.CliException;
import io.mcpctl.cli.api.ControlApi;
import io.mcpctl.cli.api.Kind;
import io.mcpctl.cli.api.Target;
import io.mcpctl.cli.query.JsonPath;
import java.util.Optional;
import java.util.Set;

/** What {@code wait} waits for. */
sealed interface WaitGoal {
    boolean reached(ControlApi api, Kind kind, Optional<JsonNode> document);

    /** As in: {@code server/files ready}. */
    String words();

    default boolean needsPresence() {
        return true;
    }

    static WaitGoal parse(String text) {
        if (text.equals("delete")) {
            return new Gone();
        }
        if (text.equals("create")) {
            return new There();
        }
        if (text.equalsIgnoreCase("condition=ready")) {
            return new Ready();
        }
        if (text.startsWith("jsonpath=")) {
            return value(text.substring("jsonpath=".length()));
        }
        throw CliException.usage(
                "--for=\"" + text + "\" is not known; use condition=ready, delete, create or jsonpath='{.path}'=value");
    }

    private static WaitGoal value(String text) {
        int end = text.lastIndexOf('}');
        int equals = text.indexOf('=', Math.max(end, 0));
        String path = equals < 0 ? text : text.substring(0, equals);
        return new Value(
                JsonPath.parse(path), path, equals < 0 ? Optional.empty() : Optional.of(text.substring(equals + 1)));
    }

    /** It does not exist any more. */
    record Gone() implements WaitGoal {
        @Override
        public boolean reached(ControlApi api, Kind kind, Optional<JsonNode> document) {
            return document.isEmpty();
        }

        @Override
        public String words() {
            return "deleted";
        }

        @Override
        public boolean needsPresence() {
            return false;
        }
    }

    /** It exists. */
    record There() implements WaitGoal {
        @Override
        public boolean reached(ControlApi api, Kind kind, Optional<JsonNode> document) {
            return document.isPresent();
        }

        @Override
        public String words() {
            return "created";
        }

        @Override
        public boolean needsPresence() {
            return false;
        }
    }

    /** A path has a value, or the given one. */
    record Value(JsonPath path, String text, Optional<String> wanted) implements WaitGoal {
        @Override
        public boolean reached(ControlApi api, Kind kind, Optional<JsonNode> document) {
            String found = path.text(document.orElseThrow());
            return wanted.map(found::equals).orElse(!found.isEmpty());
        }

        @Override
        public String words() {
            return "has " + text + wanted.map(value -> "=" + value).orElse("");
        }
    }

    /** Servers run all their instances healthily, projects all their servers; other kinds are ready once they exist. */
    record Ready() implements WaitGoal {
        @Override
        public boolean reached(ControlApi api, Kind kind, Optional<JsonNode> document) {
            JsonNode resource = document.orElseThrow();
            return switch (kind.name()) {
                case "instance" -> healthy(resource);
                case "server" -> serverReady(api, resource);
                case "project" -> projectReady(api, resource.path("name").asText());
                default -> true;
            };
        }

        private static boolean healthy(JsonNode instance) {
            return instance.path("status").asText().equals("RUNNING")
                    && instance.path("healthStatus").asText().equals("healthy");
        }

        private static boolean serverReady(ControlApi api, JsonNode server) {
            int ready = 0;
            String name = server.path("name").asText();
            for (JsonNode instance : api.list("/api/v1/instances?server=" + Target.segment(name))) {
                ready += instance.path("server").asText().equals(name) && healthy(instance) ? 1 : 0;
            }
            return ready >= server.path("replicas").asInt(1);
        }

        private static boolean projectReady(ControlApi api, String project) {
            Set<String> servers = ProjectServers.attached(api, project);
            return servers.stream()
                    .allMatch(name -> serverReady(api, api.get("/api/v1/servers/" + Target.segment(name))));
        }

        @Override
        public String words() {
            return "ready";
        }
    }
}
