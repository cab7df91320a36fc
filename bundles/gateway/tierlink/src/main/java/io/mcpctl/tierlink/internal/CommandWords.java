package io.mcpctl.tierlink.internal;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.util.ArrayList;
import java.util.List;

/** The words of a command line: parted by spaces, held together by quotes. No shell looks at them. */
final class CommandWords {
    private CommandWords() {}

    static List<String> of(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean begun = false;
        char quote = 0;
        for (char c : line.toCharArray()) {
            if (quote != 0 && c == quote) {
                quote = 0;
            } else if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
                begun = true;
            } else if (quote == 0 && Character.isWhitespace(c)) {
                if (begun) {
                    words.add(word.toString());
                }
                word.setLength(0);
                begun = false;
            } else {
                word.append(c);
                begun = true;
            }
        }
        if (quote != 0) {
            throw new ProblemException(
                    ProblemKind.INVALID, "the command '" + line + "' has a quote (" + quote + ") without its end");
        }
        if (begun) {
            words.add(word.toString());
        }
        return words;
    }
}
