package io.mcpctl.resources.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.resources.api.Resource;
import io.mcpctl.store.api.Database.Product;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Between rows and records, for any kind. */
final class Rows {
    /** Finds the id that is stored for the name that is shown. */
    interface References {
        String idOf(String kind, String nameOrId, String member) throws SQLException;
    }

    private final Product product;
    private final References references;

    Rows(Product product, References references) {
        this.product = product;
        this.references = references;
    }

    String placeholder(Member member) {
        return member.shape().structured() ? product.jsonParameter() : "?";
    }

    <S extends Record> Resource<S> read(Kind<S> kind, ResultSet row) throws SQLException {
        int i = 0;
        String id = row.getString(++i);
        int version = row.getInt(++i);
        Instant created = row.getObject(++i, OffsetDateTime.class).toInstant();
        Instant updated = row.getObject(++i, OffsetDateTime.class).toInstant();
        String name = kind.named() ? row.getString(++i) : "";
        Map<String, JsonNode> stored = new HashMap<>();
        for (Member member : kind.columns()) {
            JsonNode value = column(member, row, ++i);
            stored.put(member.name(), value);
        }
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        stored.forEach((key, value) -> {
            if (!value.isNull()) {
                document.set(key, value);
            }
        });
        S spec = kind.cast(RecordReader.ofStored().read(kind.schema(), document, Set.of()));
        return new Resource<>(id, kind.named() ? name : composedName(kind, document), version, created, updated, spec);
    }

    private static String composedName(Kind<?> kind, ObjectNode document) {
        return kind.scopes().stream().map(m -> document.path(m.name()).asText()).collect(Collectors.joining("/"));
    }

    private JsonNode column(Member member, ResultSet row, int index) throws SQLException {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (member.shape().structured()) {
            String text = row.getString(index);
            return text == null ? nodes.nullNode() : parse(text);
        }
        if (member.shape() == Shape.Scalar.TIME) {
            OffsetDateTime time = row.getObject(index, OffsetDateTime.class);
            return time == null ? nodes.nullNode() : nodes.textNode(Json.text(time.toInstant()));
        }
        Object value = row.getObject(index);
        return switch (value) {
            case null -> nodes.nullNode();
            case Boolean flag -> nodes.booleanNode(flag);
            case Integer number -> nodes.numberNode(number);
            case Long number -> nodes.numberNode(number);
            case Double number -> nodes.numberNode(number);
            default -> {
                String text = row.getString(index);
                yield nodes.textNode(text);
            }
        };
    }

    private static JsonNode parse(String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON column holds no JSON", e);
        }
    }

    /** Sets the columns of a record from parameter {@code index} on; returns the next free index. */
    int bind(Kind<?> kind, Record spec, PreparedStatement statement, int index) throws SQLException {
        ObjectNode document = RecordWriter.write(kind.schema(), spec);
        int next = index;
        for (Member member : kind.columns()) {
            bind(member, document.get(member.name()), statement, next++);
        }
        return next;
    }

    private void bind(Member member, @Nullable JsonNode value, PreparedStatement statement, int index)
            throws SQLException {
        if (value == null || value.isNull()) {
            statement.setNull(index, sqlType(member));
        } else if (member.ref().isPresent()) {
            statement.setString(index, references.idOf(member.ref().get(), value.textValue(), member.name()));
        } else if (member.shape().structured()) {
            statement.setString(index, value.toString());
        } else if (member.shape() == Shape.Scalar.TIME) {
            statement.setObject(index, Instant.parse(value.textValue()).atOffset(ZoneOffset.UTC));
        } else if (value.isBoolean()) {
            statement.setBoolean(index, value.booleanValue());
        } else if (value.isIntegralNumber()) {
            statement.setLong(index, value.longValue());
        } else if (value.isNumber()) {
            statement.setDouble(index, value.doubleValue());
        } else {
            statement.setString(index, value.textValue());
        }
    }

    private static int sqlType(Member member) {
        return switch (member.shape()) {
            case Shape.Scalar scalar ->
                switch (scalar) {
                    case INTEGER -> Types.INTEGER;
                    case LONG -> Types.BIGINT;
                    case NUMBER -> Types.DOUBLE;
                    case BOOLEAN -> Types.BOOLEAN;
                    case TIME -> Types.TIMESTAMP_WITH_TIMEZONE;
                    case STRING -> Types.VARCHAR;
                };
            default -> Types.VARCHAR;
        };
    }
}
