package io.mcpctl.cli.text;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** Reads JSON and tells the line of each value by its path, such as {@code env[0].name}. */
public final class JsonLines {
    private JsonLines() {}

    /** Learns where a value is. */
    public interface Sink {
        void put(String path, int line);
    }

    /** A syntax error with its line. */
    public static final class NotJson extends IOException {
        private static final long serialVersionUID = 1L;
        private final int line;

        NotJson(JsonProcessingException cause) {
            super(cause.getOriginalMessage(), cause);
            this.line = cause.getLocation() == null ? 1 : cause.getLocation().getLineNr();
        }

        public int line() {
            return line;
        }
    }

    public static JsonNode read(String text, Sink sink) throws IOException {
        try (JsonParser parser = Json.parser(text)) {
            if (parser.nextToken() == null) {
                throw new IOException("it is empty");
            }
            JsonNode root = value(parser, "", sink);
            if (parser.nextToken() != null) {
                throw new IOException("there is more after the end of the value");
            }
            return root;
        } catch (JsonProcessingException e) {
            throw new NotJson(e);
        }
    }

    private static JsonNode value(JsonParser parser, String path, Sink sink) throws IOException {
        sink.put(path, parser.currentTokenLocation().getLineNr());
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            ObjectNode object = Json.object();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                object.set(name, value(parser, path.isEmpty() ? name : path + "." + name, sink));
            }
            return object;
        }
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            ArrayNode array = Json.array();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                array.add(value(parser, path + "[" + array.size() + "]", sink));
            }
            return array;
        }
        return Json.scalar(parser);
    }
}
