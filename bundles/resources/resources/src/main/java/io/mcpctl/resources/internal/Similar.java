package io.mcpctl.resources.internal;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Guesses which name a mistyped one was meant to be. */
final class Similar {
    private static final int LONGEST = 100;
    private static final int MOST = 3;

    private Similar() {}

    /** A name, and how far it is from the word. */
    private record Candidate(String name, int distance) {
        boolean isNear(String word) {
            return distance <= Math.max(1, Math.min(word.length(), name.length()) / 3)
                    || (word.length() > 2 && name.contains(word));
        }
    }

    /** The nearest names, at most three: those a few letters away, and those that the word is a part of. */
    static List<String> to(String word, Collection<String> names) {
        if (word.length() > LONGEST) {
            return List.of();
        }
        return names.stream()
                .distinct()
                .map(name -> new Candidate(name, distance(word, name)))
                .filter(candidate -> candidate.isNear(word))
                .sorted(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
                .limit(MOST)
                .map(Candidate::name)
                .toList();
    }

    /** Number of letters to insert, drop, replace or swap. */
    private static int distance(String a, String b) {
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
