package io.mcpctl.audit.internal;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mcpctl.audit.api.AuditEvent;
import io.mcpctl.audit.api.AuditEvent.Actor;
import io.mcpctl.audit.api.AuditEvent.Source;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** Events in a small number of bytes: a JSON array of arrays, compressed. Both directions keep the order. */
final class Burst {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> MEMBERS = new TypeReference<>() {};

    private Burst() {}

    static byte[] pack(List<AuditEvent> events) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(16 << 10);
        Deflater fast = new Deflater(Deflater.BEST_SPEED);
        try (JsonGenerator out = MAPPER.createGenerator(new DeflaterOutputStream(bytes, fast))) {
            out.writeStartArray();
            for (AuditEvent event : events) {
                write(out, event);
            }
            out.writeEndArray();
        } catch (IOException e) {
            throw new IllegalArgumentException("a payload cannot be written as JSON", e);
        } finally {
            fast.end();
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator out, AuditEvent event) throws IOException {
        out.writeStartArray();
        out.writeNumber(event.timestamp().getEpochSecond());
        out.writeNumber(event.timestamp().getNano());
        out.writeString(event.sessionId());
        out.writeString(event.projectName());
        out.writeString(event.kind());
        out.writeString(event.source().name());
        out.writePOJO(event.payload());
        text(out, event.correlationId());
        text(out, event.parentEventId());
        text(out, event.serverName());
        text(out, event.actor().userName());
        text(out, event.actor().tokenName());
        text(out, event.actor().tokenSha());
        out.writeEndArray();
    }

    private static void text(JsonGenerator out, Optional<String> text) throws IOException {
        if (text.isPresent()) {
            out.writeString(text.get());
        } else {
            out.writeNull();
        }
    }

    /** @throws IOException when the bytes are not those of {@link #pack} */
    static List<AuditEvent> unpack(byte[] packed) throws IOException {
        List<AuditEvent> events = new ArrayList<>();
        for (JsonNode event : MAPPER.readTree(new InflaterInputStream(new ByteArrayInputStream(packed)))) {
            events.add(event(event));
        }
        return events;
    }

    private static AuditEvent event(JsonNode read) {
        return new AuditEvent(
                Instant.ofEpochSecond(read.path(0).asLong(), read.path(1).asLong()),
                read.path(2).asText(),
                read.path(3).asText(),
                read.path(4).asText(),
                Source.valueOf(read.path(5).asText()),
                MAPPER.convertValue(read.path(6), MEMBERS),
                text(read, 7),
                text(read, 8),
                text(read, 9),
                new Actor(text(read, 10), text(read, 11), text(read, 12)));
    }

    private static Optional<String> text(JsonNode read, int at) {
        return read.path(at).isTextual() ? Optional.of(read.path(at).asText()) : Optional.empty();
    }
}
