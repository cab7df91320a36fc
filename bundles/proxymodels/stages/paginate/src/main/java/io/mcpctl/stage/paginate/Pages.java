package io.mcpctl.stage.paginate;

import java.util.ArrayList;
import java.util.List;

/** Cuts a text into pages of so many bytes in UTF-8, at line breaks where one is near; together they are the text. */
final class Pages {
    private Pages() {}

    static List<String> of(String text, int bytes) {
        List<String> pages = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int end = end(text, start, bytes);
            pages.add(text.substring(start, end));
            start = end;
        }
        return pages;
    }

    /** After the last line break in the final fifth of the page, else after its last code point. */
    private static int end(String text, int start, int bytes) {
        int used = 0;
        int at = start;
        int line = -1;
        while (at < text.length()) {
            int point = text.codePointAt(at);
            int size = bytes(point);
            if (used + size > bytes) {
                return line > 0 ? line : at;
            }
            used += size;
            at += Character.charCount(point);
            if (point == '\n' && used * 5L > bytes * 4L) {
                line = at;
            }
        }
        return at;
    }

    private static int bytes(int point) {
        if (point < 0x80) {
            return 1;
        }
        if (point < 0x800) {
            return 2;
        }
        return point < 0x10000 ? 3 : 4;
    }
}
