package io.mcpctl.registries.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.regex.Pattern;

/** Text of strangers, without what a terminal would obey and no longer than is read. */
final class Untrusted {
    /** Escape sequences with their arguments: CSI, strings such as titles and links, and those of two characters. */
    private static final Pattern SEQUENCES = Pattern.compile(
            "(?:\u001b\\[|\u009b)[^@-~]{0,100}[@-~]?"
                    + "|(?:\u001b[\\]PX^_]|[\u0090\u0098\u009d-\u009f])[^\u0007\u001b\u009c]*+(?:\u0007|\u001b\\\\|\u009c)?"
                    + "|\u001b.?",
            Pattern.DOTALL);

    private static final Pattern UNSEEN = Pattern.compile(
            "[\\p{Cc}\\p{Cs}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\\x{e0000}-\\x{e007f}]+");
    private static final int CUT = 8_000;

    private Untrusted() {}

    /** One line of at most so many characters. */
    static String line(String text, int longest) {
        String raw = text.length() > CUT ? text.substring(0, CUT) : text;
        String seen = UNSEEN.matcher(SEQUENCES.matcher(raw).replaceAll("")).replaceAll(" ");
        String line = seen.replaceAll(" {2,}", " ").strip();
        if (line.length() <= longest) {
            return line;
        }
        int end = Character.isHighSurrogate(line.charAt(longest - 2)) ? longest - 2 : longest - 1;
        return line.substring(0, end) + "…";
    }

    static String line(JsonNode object, String member, int longest) {
        return line(object.path(member).asText(""), longest);
    }

    static Optional<String> found(JsonNode object, String member, int longest) {
        return Optional.of(line(object, member, longest)).filter(text -> !text.isEmpty());
    }

    /** Whether the text holds nothing that {@link #line} would take out. */
    static boolean isHarmless(String text) {
        return text.length() <= CUT
                && !SEQUENCES.matcher(text).find()
                && !UNSEEN.matcher(text).find();
    }
}
