package io.mcpctl.jsonrpc.api;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Walks over JSON text (RFC 8259) and checks it on the way. Allocates nothing. */
final class Scanner {
    static final int MAX_DEPTH = 512;

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHEST = ONES << 7;
    private static final long QUOTES = '"' * ONES;
    private static final long BACKSLASHES = '\\' * ONES;
    private static final long SPACES = ' ' * ONES;

    final byte[] bytes;
    final int limit;
    int at;

    Scanner(byte[] bytes, int start, int limit) {
        this.bytes = bytes;
        this.at = start;
        this.limit = limit;
    }

    /** The next byte that is no white space, without taking it; -1 at the end. */
    int peek() {
        while (at < limit) {
            byte b = bytes[at];
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return b;
            }
            at++;
        }
        return -1;
    }

    boolean take(int wanted) {
        if (peek() != wanted) {
            return false;
        }
        at++;
        return true;
    }

    void expect(int wanted) {
        if (!take(wanted)) {
            throw broken();
        }
    }

    void end() {
        if (peek() != -1) {
            throw broken();
        }
    }

    /** Skips one value; afterwards {@link #at} is the index after it. */
    void value(int depth) {
        switch (peek()) {
            case '"' -> string();
            case '{' -> object(depth + 1);
            case '[' -> array(depth + 1);
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> number();
        }
    }

    private void object(int depth) {
        checkDepth(depth);
        expect('{');
        if (take('}')) {
            return;
        }
        do {
            peek();
            string();
            expect(':');
            value(depth);
        } while (take(','));
        expect('}');
    }

    private void array(int depth) {
        checkDepth(depth);
        expect('[');
        if (take(']')) {
            return;
        }
        do {
            value(depth);
        } while (take(','));
        expect(']');
    }

    void checkDepth(int depth) {
        if (depth > MAX_DEPTH) {
            throw new MalformedJson("nested deeper than " + MAX_DEPTH + " levels at byte " + at);
        }
    }

    /** Takes a string token with its quotes; the position must be at the opening one. */
    void string() {
        if (at >= limit || bytes[at] != '"') {
            throw broken();
        }
        at++;
        while (skipPlain()) {
            byte b = bytes[at++];
            if (b == '"') {
                return;
            }
            if (b == '\\') {
                escape();
            } else if (b >= 0 && b < 0x20) {
                at--;
                throw broken();
            }
        }
        throw broken();
    }

    /**
     * Goes on to the next byte of a string that may end it, escape something or be wrong, eight bytes at a time; false at
     * the end of the text. Fewer than eight bytes are left to the caller one by one.
     */
    private boolean skipPlain() {
        while (limit - at >= Long.BYTES) {
            long word = (long) WORDS.get(bytes, at);
            long quote = word ^ QUOTES;
            long backslash = word ^ BACKSLASHES;
            // The highest bit of each byte that is found; those above the lowest one found may be wrong.
            long found = (quote - ONES & ~quote | backslash - ONES & ~backslash | word - SPACES & ~word) & HIGHEST;
            if (found != 0) {
                at += Long.numberOfTrailingZeros(found) / Byte.SIZE;
                return true;
            }
            at += Long.BYTES;
        }
        return at < limit;
    }

    private void escape() {
        int b = at < limit ? bytes[at++] : -1;
        switch (b) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {}
            case 'u' -> {
                for (int i = 0; i < 4; i++) {
                    if (at >= limit || Character.digit(bytes[at], 16) < 0) {
                        throw broken();
                    }
                    at++;
                }
            }
            default -> throw broken();
        }
    }

    private void word(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (at >= limit || bytes[at] != word.charAt(i)) {
                throw broken();
            }
            at++;
        }
    }

    private void number() {
        skip('-');
        if (!skip('0')) {
            digits();
        }
        if (skip('.')) {
            digits();
        }
        if (skip('e') || skip('E')) {
            if (!skip('+')) {
                skip('-');
            }
            digits();
        }
    }

    private boolean skip(int wanted) {
        if (at < limit && bytes[at] == wanted) {
            at++;
            return true;
        }
        return false;
    }

    private void digits() {
        int first = at;
        while (at < limit && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        if (at == first) {
            throw broken();
        }
    }

    MalformedJson broken() {
        return new MalformedJson(
                at >= limit ? "ends too early" : "unexpected byte " + (bytes[at] & 0xff) + " at " + at);
    }
}
