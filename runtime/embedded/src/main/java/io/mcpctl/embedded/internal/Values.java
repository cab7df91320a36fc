package io.mcpctl.embedded.internal;

import io.mcpctl.jsonrpc.api.Json;
import io.mcpctl.jsonrpc.api.JsonText;
import io.mcpctl.jsonrpc.api.Span;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** JSON as plain Java values. */
public final class Values {
    private Values() {}

    /** An object of a message that was checked before; empty when it is none. */
    public static Map<String, Object> object(byte[] message, Span at) {
        Map<String, @Nullable Object> found = new LinkedHashMap<>();
        Json.members(message, at).forEach((key, value) -> found.put(key, read(message, value)));
        return cast(Collections.unmodifiableMap(found));
    }

    /** JSON null is Java's null, as in every map of this form; the type does not say it. */
    @SuppressWarnings({"unchecked", "rawtypes", "NullAway"})
    private static Map<String, Object> cast(Map map) {
        return map;
    }

    private static @Nullable Object read(byte[] message, Span at) {
        return switch (message[at.start()]) {
            case '{' -> object(message, at);
            case '[' -> {
                List<@Nullable Object> all = new ArrayList<>();
                Json.elements(message, at).forEach(element -> all.add(read(message, element)));
                yield Collections.unmodifiableList(all);
            }
            case '"' -> JsonText.decode(message, at);
            case 't' -> true;
            case 'f' -> false;
            case 'n' -> null;
            default -> number(new String(message, at.start(), at.length(), StandardCharsets.US_ASCII));
        };
    }

    private static Number number(String text) {
        boolean whole = text.chars().noneMatch(c -> c == '.' || c == 'e' || c == 'E');
        if (whole && text.length() <= 18) {
            return Long.valueOf(text);
        }
        BigDecimal exact = new BigDecimal(text);
        return whole ? exact.toBigInteger() : Double.valueOf(exact.doubleValue());
    }

    /** JSON text of strings, numbers, booleans, null, maps, iterables and arrays of them; of others their string. */
    public static String write(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .map(e -> JsonText.quote(String.valueOf(e.getKey())) + ":" + write(e.getValue()))
                        .collect(Collectors.joining(",", "{", "}"));
            case Iterable<?> all ->
                StreamSupport.stream(all.spliterator(), false)
                        .map(Values::write)
                        .collect(Collectors.joining(",", "[", "]"));
            case Object[] all -> write(List.of(all));
            case Double d when d.isNaN() || d.isInfinite() -> "null";
            case Number number -> number.toString();
            case Boolean flag -> flag.toString();
            default -> JsonText.quote(value.toString());
        };
    }
}
