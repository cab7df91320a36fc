package io.mcpctl.jsonrpc.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks into parts of a message that {@link Envelope} has checked; spans refer to the message. */
public final class Json {
    private Json() {}

    /** The elements of an array; empty when the value is no array. */
    public static List<Span> elements(byte[] message, Span array) {
        Scanner in = new Scanner(message, array.start(), array.end());
        List<Span> found = new ArrayList<>();
        if (!in.take('[') || in.take(']')) {
            return found;
        }
        do {
            in.peek();
            int start = in.at;
            in.value(0);
            found.add(new Span(start, in.at));
        } while (in.take(','));
        return found;
    }

    /** The members of an object by their decoded keys, in order, the last of equal keys; empty when it is none. */
    public static Map<String, Span> members(byte[] message, Span object) {
        Scanner in = new Scanner(message, object.start(), object.end());
        Map<String, Span> found = new LinkedHashMap<>();
        if (!in.take('{') || in.take('}')) {
            return found;
        }
        do {
            in.peek();
            int keyStart = in.at;
            in.string();
            String key = JsonText.decode(message, new Span(keyStart, in.at));
            in.expect(':');
            in.peek();
            int start = in.at;
            in.value(0);
            found.put(key, new Span(start, in.at));
        } while (in.take(','));
        return found;
    }

    /** The members of an object by their decoded keys, as raw JSON; empty when it is none. */
    public static Map<String, byte[]> parts(byte[] message, Span object) {
        Map<String, byte[]> found = new LinkedHashMap<>();
        members(message, object).forEach((key, value) -> found.put(key, value.of(message)));
        return found;
    }

    /** One member of an object. */
    public static Optional<Span> member(byte[] message, Span object, String key) {
        return Optional.ofNullable(members(message, object).get(key));
    }

    /** The text at a span, when it is a string. */
    public static Optional<String> text(byte[] message, Span value) {
        return message[value.start()] == '"' ? Optional.of(JsonText.decode(message, value)) : Optional.empty();
    }
}
