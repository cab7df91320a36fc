package io.mcpctl.projects.internal;

import java.util.HashMap;
import java.util.Map;

/**
 * A pattern with {@code *} and {@code ?}, ready for use. All positions in the pattern that the text read so far may have
 * led to are bits of a number, moved on together for each character: no pattern makes the matcher go back.
 */
final class Glob {
    private static final int BITS = Long.SIZE;

    private final int length;
    /** Bit i: any number of characters may stand before part i. */
    private final long[] stars;
    /** For each character, bit i: part i accepts it. */
    private final Map<Character, long[]> accepting = new HashMap<>();
    /** Bit i: part i accepts every character. */
    private final long[] any;

    Glob(String pattern) {
        String parts = pattern.replace("*", "");
        length = parts.length();
        int words = length / BITS + 1;
        stars = new long[words];
        any = new long[words];
        int part = 0;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '*') {
                set(stars, part);
            } else if (c == '?') {
                set(any, part++);
            } else {
                set(accepting.computeIfAbsent(c, key -> new long[words]), part++);
            }
        }
        accepting.values().forEach(set -> add(set, any));
    }

    boolean matches(String text) {
        long[] reached = new long[any.length];
        set(reached, 0);
        for (int i = 0; i < text.length(); i++) {
            step(reached, accepting.getOrDefault(text.charAt(i), any));
        }
        return (reached[length / BITS] & bit(length)) != 0;
    }

    /** From part i to part i + 1 where the character is accepted; where a star is, part i stays as well. */
    private void step(long[] reached, long[] accepted) {
        long carry = 0;
        for (int w = 0; w < reached.length; w++) {
            long moved = reached[w] & accepted[w];
            reached[w] = moved << 1 | carry | reached[w] & stars[w];
            carry = moved >>> BITS - 1;
        }
    }

    private static void set(long[] set, int index) {
        set[index / BITS] |= bit(index);
    }

    private static void add(long[] set, long[] more) {
        for (int w = 0; w < set.length; w++) {
            set[w] |= more[w];
        }
    }

    private static long bit(int index) {
        return 1L << index % BITS;
    }
}
