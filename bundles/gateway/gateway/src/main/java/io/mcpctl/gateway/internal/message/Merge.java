package io.mcpctl.gateway.internal.message;

import io.mcpctl.jsonrpc.api.Json;
import io.mcpctl.jsonrpc.api.JsonText;
import io.mcpctl.jsonrpc.api.Messages;
import io.mcpctl.jsonrpc.api.Span;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The union of JSON objects: objects merge member by member, {@code true} wins, else the first value stays. */
public final class Merge {
    private static final class Value {
        private final byte[] message;
        private final Span span;

        Value(byte[] message, Span span) {
            this.message = message;
            this.span = span;
        }

        boolean isObject() {
            return message[span.start()] == '{';
        }

        boolean isTrue() {
            return message[span.start()] == 't';
        }
    }

    private Merge() {}

    public static byte[] objects(List<byte[]> objects) {
        List<Value> values = new ArrayList<>();
        for (byte[] object : objects) {
            values.add(new Value(object, new Span(0, object.length)));
        }
        return union(values);
    }

    private static byte[] union(List<Value> values) {
        Map<String, List<Value>> byKey = new LinkedHashMap<>();
        for (Value value : values) {
            Json.members(value.message, value.span)
                    .forEach((key, span) -> byKey.computeIfAbsent(key, absent -> new ArrayList<>())
                            .add(new Value(value.message, span)));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write('{');
        byKey.forEach((key, found) -> {
            if (out.size() > 1) {
                out.write(',');
            }
            out.writeBytes(JsonText.encode(key));
            out.write(':');
            out.writeBytes(pick(found));
        });
        out.write('}');
        return out.toByteArray();
    }

    private static byte[] pick(List<Value> found) {
        if (found.stream().allMatch(Value::isObject)) {
            return union(found);
        }
        if (found.stream().anyMatch(Value::isTrue)) {
            return Messages.ascii("true");
        }
        Value first = found.getFirst();
        return first.span.of(first.message);
    }
}
