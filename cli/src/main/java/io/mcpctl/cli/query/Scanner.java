package io.mcpctl.cli.query;

import io.mcpctl.cli.CliException;

/** Reads an expression character by character and says where it is wrong. */
final class Scanner {
    private static final int LONGEST = 10_000;

    private final String what;
    private final String text;
    private int at;

    Scanner(String what, String text) {
        this.what = what;
        this.text = text;
        if (text.length() > LONGEST) {
            throw CliException.usage("the " + what + " is longer than " + LONGEST + " characters");
        }
    }

    boolean ended() {
        return at >= text.length();
    }

    /** The next character; 0 at the end. */
    char peek() {
        return ended() ? 0 : text.charAt(at);
    }

    char next() {
        if (ended()) {
            throw wrong("it ends too early");
        }
        return text.charAt(at++);
    }

    boolean sees(String word) {
        return text.startsWith(word, at);
    }

    /** Steps over the word if it is next. */
    boolean skip(String word) {
        boolean there = sees(word);
        at += there ? word.length() : 0;
        return there;
    }

    void expect(String word) {
        if (!skip(word)) {
            throw wrong(word + " is expected");
        }
    }

    void spaces() {
        while (!ended() && Character.isWhitespace(peek())) {
            at++;
        }
    }

    int position() {
        return at;
    }

    void back(int position) {
        at = position;
    }

    /** Letters, digits, {@code _} and {@code -}; a backslash takes the character after it as it is. */
    String name() {
        StringBuilder name = new StringBuilder();
        while (!ended()) {
            char c = peek();
            if (c == '\\') {
                at++;
                name.append(next());
            } else if (Character.isLetterOrDigit(c) || c == '_' || c == '-') {
                name.append(c);
                at++;
            } else {
                break;
            }
        }
        if (name.isEmpty()) {
            throw wrong("a name is expected");
        }
        return name.toString();
    }

    /** A text in single or double quotes, with the escapes {@code \n \t \r \\ \' \"}. */
    String quoted() {
        char quote = next();
        StringBuilder word = new StringBuilder();
        for (char c = next(); c != quote; c = next()) {
            if (c == '\\') {
                char escaped = next();
                word.append(
                        switch (escaped) {
                            case 'n' -> '\n';
                            case 't' -> '\t';
                            case 'r' -> '\r';
                            default -> escaped;
                        });
            } else {
                word.append(c);
            }
        }
        return word.toString();
    }

    boolean seesQuote() {
        return peek() == '"' || peek() == '\'';
    }

    boolean seesNumber() {
        return Character.isDigit(peek())
                || (peek() == '-' && at + 1 < text.length() && Character.isDigit(text.charAt(at + 1)));
    }

    int integer() {
        int begin = at;
        skip("-");
        while (peek() >= '0' && peek() <= '9') {
            at++;
        }
        try {
            return Integer.parseInt(text.substring(begin, at));
        } catch (NumberFormatException e) {
            at = begin;
            throw wrong("a whole number is expected");
        }
    }

    /** The error for what is at the present position. */
    CliException wrong(String sentence) {
        String found = ended() ? "the end" : "\"" + text.substring(at, Math.min(text.length(), at + 10)) + "\"";
        return CliException.usage(
                "the " + what + " is wrong at character " + (at + 1) + ", " + found + ": " + sentence);
    }
}
