package io.mcpctl.resources.internal;

import io.mcpctl.basics.text.Typo;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Guesses which name a mistyped one was meant to be. */
final class Similar {
    private static final int LONGEST = 100;
    private static final int MOST = 3;

    private Similar() {}

    /** The nearest names, at most three: those a few letters away, and those that the word is a part of. */
    static List<String> to(String word, Collection<String> names) {
        if (word.length() > LONGEST) {
            return List.of();
        }
        return names.stream()
                .distinct()
                .filter(name -> Typo.isNear(word, name) || (word.length() > 2 && name.contains(word)))
                .sorted(Comparator.<String>comparingInt(name -> Typo.distance(word, name))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(MOST)
                .toList();
    }
}
