package io.mcpctl.tierlink.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.audit.api.AuditEvent;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code POST /api/v1/audit/events} of mcpd. */
final class AuditPost {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(10);
    /** What the gateway calls a caller without a bearer. */
    private static final String OWNER = "local";

    private final Mcpd mcpd;

    AuditPost(Mcpd mcpd) {
        this.mcpd = mcpd;
    }

    /** What mcpd made of it. */
    enum Outcome {
        TAKEN,
        /** It will never take these. */
        WRONG,
        /** It does not take them from this bearer. */
        REFUSED
    }

    /** @throws io.mcpctl.problem.api.ProblemException when mcpd is away */
    Outcome send(List<AuditEvent> events) {
        ArrayNode array = MAPPER.createArrayNode();
        events.forEach(event -> array.add(json(event)));
        HttpRequest request = mcpd.request("/api/v1/audit/events", mcpd.own().now())
                .header("Content-Type", "application/json")
                .timeout(LIMIT)
                .POST(HttpRequest.BodyPublishers.ofByteArray(bytes(array)))
                .build();
        int status = mcpd.ask(request, LIMIT).status();
        return switch (status) {
            case 200, 201, 202, 204 -> Outcome.TAKEN;
            case 401, 403 -> Outcome.REFUSED;
            default -> {
                if (status >= 500 || status == 429) {
                    throw mcpd.unavailable(new java.io.IOException("status " + status));
                }
                yield Outcome.WRONG;
            }
        };
    }

    private static byte[] bytes(ArrayNode array) {
        try {
            return MAPPER.writeValueAsBytes(array);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("payloads are texts, numbers and truth values", e);
        }
    }

    private ObjectNode json(AuditEvent event) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("timestamp", event.timestamp().toString());
        json.put("sessionId", event.sessionId());
        json.put("projectName", event.projectName());
        json.put("eventKind", event.kind());
        json.put("source", event.source().name());
        json.set("payload", MAPPER.valueToTree(event.payload()));
        put(json, "correlationId", event.correlationId());
        put(json, "parentEventId", event.parentEventId());
        put(json, "serverName", event.serverName());
        Optional<String> user = event.actor().userName();
        put(
                json,
                "userName",
                user.filter(OWNER::equals).isPresent() ? mcpd.own().user() : user);
        put(json, "tokenName", event.actor().tokenName());
        put(json, "tokenSha", event.actor().tokenSha());
        return json;
    }

    private static void put(ObjectNode json, String member, Optional<String> value) {
        value.ifPresent(text -> json.put(member, text));
    }
}
