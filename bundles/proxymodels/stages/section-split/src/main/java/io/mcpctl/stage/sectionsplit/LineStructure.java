package io.mcpctl.stage.sectionsplit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A content whose parts begin with certain lines; every byte is in exactly one part. */
abstract class LineStructure implements Structure {
    /** Title of what stands before the first such line. */
    static final String INTRO = "intro";

    /** The title that a line gives to the part that begins with it; empty when none begins there. */
    abstract Optional<String> title(String line, int depth);

    @Override
    public List<Part> parts(String content, int depth) {
        return cut(content, line -> title(line, depth).orElse(""));
    }

    /** Cuts before each line that has a title. */
    static List<Part> cut(String content, UnaryOperator<String> titles) {
        List<Part> parts = new ArrayList<>();
        String title = INTRO;
        int begin = 0;
        int at = 0;
        while (at < content.length()) {
            int end = content.indexOf('\n', at);
            int next = end < 0 ? content.length() : end + 1;
            String found = titles.apply(content.substring(at, end < 0 ? next : end));
            if (!found.isEmpty()) {
                if (at > begin) {
                    parts.add(new Part(title, content.substring(begin, at)));
                }
                title = found;
                begin = at;
            }
            at = next;
        }
        if (begin < content.length()) {
            parts.add(new Part(title, content.substring(begin)));
        }
        return parts;
    }

    @Override
    public String glue() {
        return "";
    }
}
