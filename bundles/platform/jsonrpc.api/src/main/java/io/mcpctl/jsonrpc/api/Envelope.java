package io.mcpctl.jsonrpc.api;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One JSON-RPC 2.0 message with the places of the members that a relay needs. Reading checks the structure of the whole
 * text once and keeps no tree; bytes inside strings are not checked to be UTF-8. Of a key that appears twice the last
 * one counts. Immutable as long as nobody changes the bytes.
 */
@SuppressWarnings("EnumOrdinal") // spans are an array by member for speed; the numbers never leave this class
public final class Envelope {
    /** What sort of message it is. */
    public enum Kind {
        REQUEST,
        NOTIFICATION,
        RESPONSE,
        /** No JSON at all: JSON-RPC error -32700. */
        NOT_JSON,
        /** JSON, but no single message: JSON-RPC error -32600. */
        INVALID
    }

    private final byte[] message;
    private final int[] spans = new int[2 * Member.values().length];
    private Kind kind = Kind.INVALID;
    private String reason = "";
    private boolean batch;

    private Envelope(byte[] message) {
        this.message = message;
        Arrays.fill(spans, -1);
    }

    /** Reads a message; never throws: what is wrong is told by {@link #kind} and {@link #reason}. Keeps the array. */
    public static Envelope scan(byte[] message) {
        Envelope envelope = new Envelope(message);
        try {
            envelope.read(new Scanner(message, 0, message.length));
        } catch (MalformedJson e) {
            envelope.fail(Kind.NOT_JSON, "the message is not JSON: " + e.getMessage());
        }
        return envelope;
    }

    private void read(Scanner in) {
        int first = in.peek();
        if (first == '{') {
            object(in, Level.MESSAGE, 1);
        } else {
            in.value(0);
        }
        in.end();
        if (first == '[') {
            batch = true;
            fail(Kind.INVALID, "a batch (array of messages) is not supported here; send one message at a time");
        } else if (first != '{') {
            fail(Kind.INVALID, "the message is not a JSON object");
        } else {
            classify();
        }
    }

    private void object(Scanner in, Level level, int depth) {
        in.checkDepth(depth);
        in.expect('{');
        if (in.take('}')) {
            return;
        }
        do {
            in.peek();
            int keyStart = in.at;
            in.string();
            Level.Key key = level.find(in.bytes, keyStart + 1, in.at - 1);
            in.expect(':');
            int first = in.peek();
            int start = in.at;
            if (key == null) {
                in.value(depth);
                continue;
            }
            forget(key);
            Level inner = key.inner();
            if (inner != null && first == '{') {
                object(in, inner, depth + 1);
            } else {
                in.value(depth);
            }
            spans[2 * key.member().ordinal()] = start;
            spans[2 * key.member().ordinal() + 1] = in.at;
        } while (in.take(','));
        in.expect('}');
    }

    /** A repeated key must not leave members of its earlier value behind. */
    private void forget(Level.Key key) {
        if (!has(key.member())) {
            return;
        }
        spans[2 * key.member().ordinal()] = -1;
        Level inner = key.inner();
        if (inner != null) {
            inner.keys().forEach(this::forget);
        }
    }

    private void classify() {
        if (!is(Member.JSONRPC, "\"2.0\"")) {
            fail(Kind.INVALID, "the message has no \"jsonrpc\": \"2.0\"");
        } else if (has(Member.METHOD)) {
            classifyCall();
        } else if (!has(Member.ID) || has(Member.RESULT) == has(Member.ERROR)) {
            fail(Kind.INVALID, "the message is neither a request, a notification nor a response");
        } else if (first(Member.ID) == 'n' ? !has(Member.ERROR) : !validId()) {
            fail(Kind.INVALID, "\"id\" is neither a string nor a number");
        } else {
            kind = Kind.RESPONSE;
        }
    }

    private void classifyCall() {
        if (first(Member.METHOD) != '"') {
            fail(Kind.INVALID, "\"method\" is not a string");
        } else if (has(Member.PARAMS) && first(Member.PARAMS) != '{') {
            fail(Kind.INVALID, "\"params\" is not an object");
        } else if (!has(Member.ID)) {
            kind = Kind.NOTIFICATION;
        } else if (validId()) {
            kind = Kind.REQUEST;
        } else {
            fail(Kind.INVALID, "\"id\" is neither a string nor a number");
        }
    }

    /** The messages of a batch (an array, which no single message can be); empty when it is none. */
    public Optional<List<Envelope>> batch() {
        if (!batch) {
            return Optional.empty();
        }
        return Optional.of(Json.elements(message, new Span(0, message.length)).stream()
                .map(part -> scan(Arrays.copyOfRange(message, part.start(), part.end())))
                .toList());
    }

    private boolean validId() {
        int first = first(Member.ID);
        return first == '"' || first == '-' || (first >= '0' && first <= '9');
    }

    private void fail(Kind failed, String why) {
        kind = failed;
        reason = why;
    }

    public Kind kind() {
        return kind;
    }

    /** Why it is no message; empty when it is one. */
    public String reason() {
        return reason;
    }

    /** The bytes it was read from, not a copy. */
    public byte[] message() {
        return message;
    }

    public boolean has(Member member) {
        return spans[2 * member.ordinal()] >= 0;
    }

    /** Where the member's value is, quotes included. */
    public Optional<Span> span(Member member) {
        return has(member)
                ? Optional.of(new Span(spans[2 * member.ordinal()], spans[2 * member.ordinal() + 1]))
                : Optional.empty();
    }

    /** The member's value as it was written. */
    public Optional<byte[]> raw(Member member) {
        return span(member).map(span -> span.of(message));
    }

    /** The member's value when it is a string. */
    public Optional<String> text(Member member) {
        return has(member) && first(member) == '"'
                ? span(member).map(span -> JsonText.decode(message, span))
                : Optional.empty();
    }

    /** The method, or an empty text for responses. */
    public String method() {
        return text(Member.METHOD).orElse("");
    }

    /** Whether the member's value was written exactly so. */
    public boolean is(Member member, String raw) {
        int start = spans[2 * member.ordinal()];
        if (start < 0 || spans[2 * member.ordinal() + 1] - start != raw.length()) {
            return false;
        }
        for (int i = 0; i < raw.length(); i++) {
            if (message[start + i] != raw.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the member's value was written exactly so. */
    public boolean is(Member member, byte[] raw) {
        int start = spans[2 * member.ordinal()];
        return start >= 0 && Arrays.equals(message, start, spans[2 * member.ordinal() + 1], raw, 0, raw.length);
    }

    /** The message with one member's value replaced; unchanged when it has no such member. */
    public byte[] with(Member member, byte[] value) {
        return span(member).map(span -> Splice.one(message, span, value)).orElse(message);
    }

    private int first(Member member) {
        return message[spans[2 * member.ordinal()]];
    }
}
