package io.mcpctl.cli.text;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Columns with three spaces between them, headings in capitals, no borders. */
public record Table(List<String> columns, List<List<String>> rows) {
    private static final String GAP = "   ";

    public Table {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    public void print(PrintStream out) {
        List<List<String>> lines = new ArrayList<>(rows.size() + 1);
        lines.add(columns);
        lines.addAll(rows);
        print(lines, new int[0], out);
    }

    /**
     * Prints lines in columns that are at least as wide as before.
     *
     * @return the widths now
     */
    public static int[] print(List<List<String>> lines, int[] before, PrintStream out) {
        List<List<String>> safe = lines.stream()
                .map(line -> line.stream().map(Plain::line).toList())
                .toList();
        int columns = safe.stream().mapToInt(List::size).max().orElse(0);
        int[] widths = Arrays.copyOf(before, Math.max(before.length, columns));
        for (List<String> line : safe) {
            for (int i = 0; i < line.size(); i++) {
                widths[i] = Math.max(widths[i], width(line.get(i)));
            }
        }
        for (List<String> line : safe) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < line.size(); i++) {
                String cell = line.get(i);
                text.append(cell).append(" ".repeat(widths[i] - width(cell))).append(GAP);
            }
            out.println(text.toString().stripTrailing());
        }
        return widths;
    }

    /** Cells that a text takes on a terminal: wide East Asian characters and emoji take two, marks none. */
    static int width(String text) {
        int width = 0;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            width += c < 0x300 ? 1 : wide(c) ? 2 : mark(c) ? 0 : 1;
        }
        return width;
    }

    private static boolean wide(int c) {
        return (c >= 0x1100 && c <= 0x115f)
                || (c >= 0x2e80 && c <= 0xa4cf)
                || (c >= 0xac00 && c <= 0xd7a3)
                || (c >= 0xf900 && c <= 0xfaff)
                || (c >= 0xfe30 && c <= 0xfe6f)
                || (c >= 0xff00 && c <= 0xff60)
                || (c >= 0x1f300 && c <= 0x1faff)
                || (c >= 0x20000 && c <= 0x3fffd);
    }

    private static boolean mark(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT;
    }
}
