package io.mcpctl.cli.text;

import java.util.Collection;
import java.util.Comparator;

/** Guesses what a mistyped word was meant to be. */
public final class Similar {
    private static final int MAX_WORD = 64;

    private Similar() {}

    /** {@code , did you mean "servers"?} without the question mark, or nothing. */
    public static String hint(String word, Collection<String> words) {
        if (word.length() > MAX_WORD) {
            return "";
        }
        return words.stream()
                .filter(candidate ->
                        distance(word, candidate) <= Math.max(1, Math.min(word.length(), candidate.length()) / 3))
                .min(Comparator.comparingInt(candidate -> distance(word, candidate)))
                .map(candidate -> ", did you mean \"" + candidate + "\"")
                .orElse("");
    }

    /** Number of letters to insert, drop, replace or swap. */
    static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                d[i][j] = Math.min(replaced, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
