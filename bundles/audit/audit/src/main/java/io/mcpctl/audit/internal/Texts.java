package io.mcpctl.audit.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Text that both databases can hold: no NUL, no half of a surrogate pair, within the column's length. */
final class Texts {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> MEMBERS = new TypeReference<>() {};

    private Texts() {}

    static String plain(String text, int limit) {
        String shortened = text.length() <= limit ? text : text.substring(0, limit);
        return whole(shortened).replace('\0', '\uFFFD');
    }

    private static String whole(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    static String json(Map<String, Object> members) {
        try {
            return whole(MAPPER.writeValueAsString(members)).replace("\\u0000", "\\ufffd");
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the payload cannot be written as JSON", e);
        }
    }

    static Map<String, Object> members(String json) {
        try {
            return MAPPER.readValue(json, MEMBERS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON column holds no JSON object", e);
        }
    }
}
