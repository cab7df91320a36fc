package io.mcpctl.resources.internal;

import java.security.SecureRandom;

/** Ids of resources: {@code c} and 24 random letters and digits. */
final class Ids {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";

    private Ids() {}

    static String next() {
        StringBuilder id = new StringBuilder("c");
        for (int i = 0; i < 24; i++) {
            id.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return id.toString();
    }

    /** Whether the word has the shape of an id; names must not. */
    static boolean isId(String word) {
        if (word.length() != 25 || word.charAt(0) != 'c') {
            return false;
        }
        return word.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'));
    }
}
