package io.mcpctl.cli.text;

/** Makes text of servers safe to print: what a terminal would obey is taken out. */
public final class Plain {
    private static final char ESCAPE = 0x1b;
    private static final char CSI = 0x9b;
    private static final char BELL = 7;

    private Plain() {}

    /** The text without escape sequences and control characters; line ends and tabs stay. */
    public static String text(String text) {
        int i = 0;
        while (i < text.length() && !obeyed(text.charAt(i))) {
            i++;
        }
        if (i == text.length()) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length()).append(text, 0, i);
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == ESCAPE || c == CSI) {
                i = afterSequence(text, i);
            } else {
                if (!obeyed(c)) {
                    plain.append(c);
                }
                i++;
            }
        }
        return plain.toString();
    }

    /** The same on one line, for cells and error sentences. */
    public static String line(String text) {
        return text(text)
                .replace("\r\n", " ")
                .replace('\n', ' ')
                .replace('\r', ' ')
                .replace('\t', ' ');
    }

    private static boolean obeyed(char c) {
        return (c < ' ' && c != '\n' && c != '\t') || (c >= 0x7f && c < 0xa0) || bidirectional(c);
    }

    private static boolean bidirectional(char c) {
        return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
    }

    private static int afterSequence(String text, int at) {
        int i = at + 1;
        char introducer = CSI;
        if (text.charAt(at) == ESCAPE) {
            if (i == text.length()) {
                return i;
            }
            introducer = text.charAt(i++);
        }
        if (introducer == CSI || introducer == '[') {
            while (i < text.length() && (text.charAt(i) < '@' || text.charAt(i) > '~')) {
                i++;
            }
            return Math.min(i + 1, text.length());
        }
        if (introducer == ']' || introducer == 'P' || introducer == '_' || introducer == '^' || introducer == 'X') {
            while (i < text.length() && text.charAt(i) != BELL && text.charAt(i) != ESCAPE) {
                i++;
            }
            boolean terminator = i + 1 < text.length() && text.charAt(i) == ESCAPE && text.charAt(i + 1) == '\\';
            return Math.min(i + (terminator ? 2 : 1), text.length());
        }
        return i;
    }
}
