package io.mcpctl.cli.complete;

import io.mcpctl.cli.text.Plain;

/**
 * A word that may stand where the cursor is.
 *
 * @param description shown beside it where the shell can do that; may be empty
 */
record Candidate(String value, String description) {
    private static final int LONGEST = 60;

    static Candidate of(String value) {
        return new Candidate(value, "");
    }

    /** With the first sentence of a text. */
    static Candidate of(String value, String text) {
        String line = Plain.line(text).strip();
        int end = line.indexOf(". ");
        String sentence = end < 0 ? line : line.substring(0, end);
        return new Candidate(
                value, sentence.length() <= LONGEST ? sentence : sentence.substring(0, LONGEST - 3) + "...");
    }

    String line() {
        return description.isEmpty() ? Plain.line(value) : Plain.line(value) + "\t" + Plain.line(description);
    }
}
