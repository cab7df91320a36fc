package io.mcpctl.cli.text;

import java.util.ArrayList;
import java.util.List;

/** The differences of two texts as {@code diff -u} shows them. */
public final class UnifiedDiff {
    private static final int CONTEXT = 3;
    /** Beyond this many pairs of lines the changed middle is shown as a whole: nobody reads it line by line. */
    private static final long MOST_PAIRS = 16_000_000;

    private final List<String> before;
    private final List<String> after;
    private final List<Line> lines = new ArrayList<>();

    /** A line with what happened to it: a space, {@code -} or {@code +}. */
    private record Line(char mark, String text) {}

    private UnifiedDiff(List<String> before, List<String> after) {
        this.before = before;
        this.after = after;
    }

    /** Hunks without the two heading lines; nothing when the texts are equal. */
    public static List<String> of(String before, String after) {
        UnifiedDiff diff =
                new UnifiedDiff(before.lines().toList(), after.lines().toList());
        diff.compare();
        return diff.hunks();
    }

    private void compare() {
        int start = 0;
        while (start < before.size()
                && start < after.size()
                && before.get(start).equals(after.get(start))) {
            lines.add(new Line(' ', before.get(start++)));
        }
        int end = 0;
        while (end < before.size() - start
                && end < after.size() - start
                && before.get(before.size() - 1 - end).equals(after.get(after.size() - 1 - end))) {
            end++;
        }
        List<String> old = before.subList(start, before.size() - end);
        List<String> fresh = after.subList(start, after.size() - end);
        if ((long) old.size() * fresh.size() > MOST_PAIRS) {
            old.forEach(line -> lines.add(new Line('-', line)));
            fresh.forEach(line -> lines.add(new Line('+', line)));
        } else {
            middle(old, fresh);
        }
        before.subList(before.size() - end, before.size()).forEach(line -> lines.add(new Line(' ', line)));
    }

    /** By the longest common subsequence. */
    private void middle(List<String> old, List<String> fresh) {
        int[][] common = new int[old.size() + 1][fresh.size() + 1];
        for (int i = old.size() - 1; i >= 0; i--) {
            for (int j = fresh.size() - 1; j >= 0; j--) {
                common[i][j] = old.get(i).equals(fresh.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        int i = 0;
        int j = 0;
        while (i < old.size() || j < fresh.size()) {
            if (i < old.size() && j < fresh.size() && old.get(i).equals(fresh.get(j))) {
                lines.add(new Line(' ', old.get(i++)));
                j++;
            } else if (i < old.size() && (j == fresh.size() || common[i + 1][j] >= common[i][j + 1])) {
                lines.add(new Line('-', old.get(i++)));
            } else {
                lines.add(new Line('+', fresh.get(j++)));
            }
        }
    }

    private List<String> hunks() {
        List<String> out = new ArrayList<>();
        int at = 0;
        int oldLine = 1;
        int newLine = 1;
        while (at < lines.size()) {
            int change = nextChange(at);
            if (change == lines.size()) {
                break;
            }
            int begin = Math.max(at, change - CONTEXT);
            oldLine += begin - at;
            newLine += begin - at;
            int end = endOfHunk(change);
            int removed = count(begin, end, '+');
            int added = count(begin, end, '-');
            out.add("@@ -" + range(oldLine, removed) + " +" + range(newLine, added) + " @@");
            lines.subList(begin, end).forEach(line -> out.add(line.mark() + line.text()));
            oldLine += removed;
            newLine += added;
            at = end;
        }
        return out;
    }

    private int nextChange(int from) {
        int at = from;
        while (at < lines.size() && lines.get(at).mark() == ' ') {
            at++;
        }
        return at;
    }

    /** A hunk goes on while the next change is near. */
    private int endOfHunk(int change) {
        int end = change;
        while (end < lines.size()) {
            while (end < lines.size() && lines.get(end).mark() != ' ') {
                end++;
            }
            int next = nextChange(end);
            if (next == lines.size() || next - end > 2 * CONTEXT) {
                return Math.min(lines.size(), end + CONTEXT);
            }
            end = next;
        }
        return end;
    }

    /** Lines of the hunk that one side has: all but those that only the other has. */
    private int count(int begin, int end, char others) {
        return (int) lines.subList(begin, end).stream()
                .filter(line -> line.mark() != others)
                .count();
    }

    private static String range(int line, int count) {
        return (count == 0 ? line - 1 : line) + (count == 1 ? "" : "," + count);
    }
}
