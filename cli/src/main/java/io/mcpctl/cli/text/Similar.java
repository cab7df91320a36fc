package io.mcpctl.cli.text;

import io.mcpctl.basics.text.Typo;
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
                .filter(candidate -> Typo.isNear(word, candidate))
                .min(Comparator.comparingInt(candidate -> Typo.distance(word, candidate)))
                .map(candidate -> ", did you mean \"" + candidate + "\"")
                .orElse("");
    }
}
