package io.mcpctl.proxymodels.internal;

import io.mcpctl.stage.api.Section;
import java.util.List;

/** Sizes of texts, in UTF-8. */
final class Sizes {
    private Sizes() {}

    static int bytes(String text) {
        int bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x800 && !Character.isSurrogate(c)) {
                bytes += 2;
            } else if (c >= 0x80) {
                bytes++; // a surrogate is half of four bytes
            }
        }
        return bytes;
    }

    /** Characters of sections, an estimate of their memory. */
    static long chars(List<Section> sections) {
        long sum = 0;
        for (Section section : sections) {
            sum += section.content().length() + section.title().length() + chars(section.children());
        }
        return sum;
    }
}
