package io.mcpctl.basics.text;

/** Words that were meant to be others. */
public final class Typo {
    private Typo() {}

    /** Whether a word may be a name that was mistyped: no more than a third of the letters are wrong. */
    public static boolean isNear(String word, String name) {
        return distance(word, name) <= Math.max(1, Math.min(word.length(), name.length()) / 3);
    }

    /** Number of letters to insert, drop, replace or swap; takes time and memory of one length times the other. */
    public static int distance(String a, String b) {
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
