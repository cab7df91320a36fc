package io.mcpctl.resources.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.resources.api.Resource;
import io.mcpctl.resources.api.ResourceListener.Change;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * Changes as daemons on one database tell them to each other: what and which one, the version, and what rules and
 * filters ask for. The rest is read from the database.
 */
final class ForeignChanges {
    private ForeignChanges() {}

    /** Short enough for a notification: names and values of enums are. */
    static String text(Kind<?> kind, Change change) {
        Resource<?> resource = change.resource();
        ObjectNode out = JsonNodeFactory.instance.objectNode();
        out.put("kind", change.kind()).put("id", resource.id()).put("name", resource.name());
        out.put("version", resource.version());
        out.put("before", change.before().isPresent())
                .put("after", change.after().isPresent());
        ObjectNode known = out.putObject("known");
        change.before().ifPresent(before -> {
            for (Member member : kind.columns()) {
                if (isTold(kind, member)) {
                    kind.text(member, before.spec()).ifPresent(value -> known.put(member.name(), value));
                }
            }
        });
        String text = out.toString();
        if (text.getBytes(StandardCharsets.UTF_8).length > io.mcpctl.store.api.Neighbours.LIMIT) {
            known.removeAll();
            text = out.toString();
        }
        return text;
    }

    private static boolean isTold(Kind<?> kind, Member member) {
        return !member.hidden()
                && (member.ref().isPresent()
                        || member.shape() instanceof Shape.Choice
                        || member.name().equals(kind.description().rules().member()));
    }

    /** The change that a text tells of; absent when this daemon has no such kind or a later change will tell more. */
    static Optional<Change> read(String text, Kinds kinds, JdbcStore store) {
        JsonNode told;
        try {
            told = Json.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a neighbour told no JSON", e);
        }
        return kinds.byWord(told.path("kind").asText()).flatMap(entry -> read(told, entry.kind(), store));
    }

    private static <S extends Record> Optional<Change> read(JsonNode told, Kind<S> kind, JdbcStore store) {
        String id = told.path("id").asText();
        Optional<Resource<?>> before = Optional.empty();
        if (told.path("before").asBoolean()) {
            int version = told.path("version").asInt() - (told.path("after").asBoolean() ? 1 : 0);
            before = Optional.of(new Resource<>(
                    id,
                    told.path("name").asText(),
                    Math.max(1, version),
                    Instant.EPOCH,
                    Instant.EPOCH,
                    BlankRecord.with(kind.schema(), told.path("known"))));
        }
        if (!told.path("after").asBoolean()) {
            return Optional.of(new Change(kind.description().name(), before, Optional.empty(), true));
        }
        Optional<Resource<?>> after = store.find(kind.description(), id).map(found -> found);
        Optional<Resource<?>> known = before;
        return after.map(found -> new Change(kind.description().name(), known, Optional.of(found), true));
    }
}
