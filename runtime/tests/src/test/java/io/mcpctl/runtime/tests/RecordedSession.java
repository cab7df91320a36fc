package io.mcpctl.runtime.tests;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A terminal session as a document has it, in its blocks {@code console}: what a person types, and what the terminal shows.
 * Behind a prompt stands a line that is typed. {@code ⟨typed: ...⟩} is an answer, {@code ⟨typed unseen: ...⟩} one that the
 * terminal does not show, {@code ⟨Tab⟩} the key; the line after one with keys is what the keys have made of it.
 * {@code ⟨port⟩}, {@code ⟨pid⟩} and {@code ⟨time⟩} are numbers that differ each time.
 *
 * @param steps in their order
 * @param last what is shown after the last one
 */
record RecordedSession(List<Step> steps, List<String> last) {
    private static final Pattern PROMPT = Pattern.compile("(\\$|zsh\\$|fish\\$|>) .*");
    private static final Pattern ANSWER = Pattern.compile("(.*)⟨typed( unseen)?: ([^⟩]*)⟩");
    private static final Pattern NUMBER = Pattern.compile("⟨(?:port|pid|time)⟩");
    private static final String TAB = "⟨Tab⟩";

    RecordedSession {
        steps = List.copyOf(steps);
        last = List.copyOf(last);
    }

    /**
     * Something to type when it is time.
     *
     * @param shown lines that come first
     * @param cursor what then stands before the cursor
     * @param keys texts, with a press of the tabulator between each two
     * @param enter whether the line ends with Enter
     * @param seen whether what is typed is shown
     */
    record Step(List<String> shown, String cursor, List<String> keys, boolean enter, boolean seen) {
        Step {
            shown = List.copyOf(shown);
            keys = List.copyOf(keys);
        }

        /** The line of the cursor afterwards; empty when it is not finished. */
        Optional<String> line() {
            return enter ? Optional.of(cursor + (seen ? String.join("", keys) : "")) : Optional.empty();
        }
    }

    static RecordedSession of(String document) {
        List<Step> steps = new ArrayList<>();
        List<String> shown = new ArrayList<>();
        Optional<String> completed = Optional.empty();
        for (String line : blocks(document)) {
            Matcher prompt = PROMPT.matcher(line);
            Matcher answer = ANSWER.matcher(line);
            if (completed.isPresent()) {
                if (!line.startsWith(completed.get())) {
                    throw new AssertionError("after a line with keys comes what they make of it, not: " + line);
                }
                steps.add(new Step(shown, line, List.of(""), true, true));
                completed = Optional.empty();
            } else if (prompt.matches()) {
                String mark = Objects.requireNonNull(prompt.group(1)) + " ";
                String typed = line.substring(mark.length());
                boolean keys = typed.contains(TAB);
                steps.add(new Step(shown, mark, List.of(typed.split(TAB, -1)), !keys, true));
                completed = keys ? Optional.of(mark) : Optional.empty();
            } else if (answer.matches()) {
                boolean seen = answer.group(2) == null;
                String text = Objects.requireNonNull(answer.group(3));
                steps.add(new Step(shown, Objects.requireNonNull(answer.group(1)), List.of(text), true, seen));
            } else {
                shown.add(line);
                continue;
            }
            shown.clear();
        }
        return new RecordedSession(steps, shown);
    }

    private static List<String> blocks(String document) {
        List<String> lines = new ArrayList<>();
        boolean inside = false;
        for (String line : document.lines().toList()) {
            if (line.startsWith("```")) {
                inside = line.equals("```console");
            } else if (inside) {
                lines.add(line);
            }
        }
        return lines;
    }

    /** All lines that stand on the terminal in the end, without the prompt that is there then. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Step step : steps) {
            lines.addAll(step.shown());
            step.line().ifPresent(lines::add);
        }
        lines.addAll(last);
        return lines;
    }

    /** The first line in which they differ, as a sentence; empty when the terminal shows what is expected. */
    static Optional<String> difference(List<String> expected, List<String> screen) {
        for (int i = 0; i < Math.max(expected.size(), screen.size()); i++) {
            String wanted = i < expected.size() ? expected.get(i).stripTrailing() : "";
            String is = i < screen.size() ? screen.get(i).stripTrailing() : "";
            if (!fits(wanted, is)) {
                return Optional.of(
                        "line " + (i + 1) + "\n  the document has: " + wanted + "\n  the terminal has: " + is);
            }
        }
        return Optional.empty();
    }

    private static boolean fits(String wanted, String is) {
        String pattern = NUMBER.splitAsStream(wanted + "\0")
                .map(part -> Pattern.quote(part.replace("\0", "")))
                .reduce((one, other) -> one + "[0-9]+" + other)
                .orElse("");
        return is.matches(pattern);
    }
}
