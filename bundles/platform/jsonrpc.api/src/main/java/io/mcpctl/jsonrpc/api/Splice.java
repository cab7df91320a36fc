package io.mcpctl.jsonrpc.api;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Replaces parts of a message; every other byte stays as it came. Not safe for concurrent use. */
public final class Splice {
    private static final class Part {
        private final Span span;
        private final byte[] value;

        Part(Span span, byte[] value) {
            this.span = span;
            this.value = value;
        }
    }

    private static final byte[] COMMA = {','};

    private final byte[] message;
    private final List<Part> parts = new ArrayList<>(4);

    public Splice(byte[] message) {
        this.message = message;
    }

    /** Plans one replacement; spans must not overlap. */
    public Splice replace(Span span, byte[] value) {
        parts.add(new Part(span, value));
        return this;
    }

    /** Plans further members for an object, ahead of those it has; {@code members} is raw JSON without braces. */
    public Splice insert(Span object, byte[] members) {
        boolean alone = new Scanner(message, object.start() + 1, object.end()).peek() == '}';
        int at = object.start() + 1;
        return replace(new Span(at, at), alone ? members : Messages.join(members, COMMA));
    }

    /** The message with all replacements made. */
    public byte[] done() {
        return done(new Span(0, message.length));
    }

    /** The part of the message within {@code range}, with the replacements in it made. */
    public byte[] done(Span range) {
        parts.sort(Comparator.comparingInt(part -> part.span.start()));
        int length = range.length();
        for (Part part : parts) {
            length += part.value.length - part.span.length();
        }
        byte[] out = new byte[length];
        int from = range.start();
        int to = 0;
        for (Part part : parts) {
            to = copy(from, part.span.start(), out, to);
            System.arraycopy(part.value, 0, out, to, part.value.length);
            to += part.value.length;
            from = part.span.end();
        }
        copy(from, range.end(), out, to);
        return out;
    }

    private int copy(int from, int end, byte[] out, int to) {
        System.arraycopy(message, from, out, to, end - from);
        return to + end - from;
    }

    /** A single replacement. */
    public static byte[] one(byte[] message, Span span, byte[] value) {
        byte[] out = new byte[message.length + value.length - span.length()];
        System.arraycopy(message, 0, out, 0, span.start());
        System.arraycopy(value, 0, out, span.start(), value.length);
        System.arraycopy(message, span.end(), out, span.start() + value.length, message.length - span.end());
        return out;
    }
}
