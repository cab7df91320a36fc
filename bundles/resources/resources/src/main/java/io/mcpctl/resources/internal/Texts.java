package io.mcpctl.resources.internal;

import java.nio.charset.StandardCharsets;

/** What text may hold. */
final class Texts {
    private Texts() {}

    /** Whether both databases can hold it: PostgreSQL has no NUL and no half of a surrogate pair. */
    static boolean isStorable(String text) {
        return text.indexOf('\0') < 0 && isWhole(text);
    }

    /** Whether there is no half of a surrogate pair. */
    static boolean isWhole(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    /** The first control character besides tabs and line breaks; -1 when there is none. */
    static int control(String text) {
        return text.chars()
                .filter(c -> (c < ' ' && c != '\t' && c != '\n' && c != '\r') || c == 0x7f)
                .findFirst()
                .orElse(-1);
    }

    /** For messages that quote input. */
    static String shorten(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "...";
    }
}
