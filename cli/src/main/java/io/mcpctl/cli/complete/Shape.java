package io.mcpctl.cli.complete;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The parameters of a command as its help writes them: {@code server <name...> -p}, {@code whoami | can-i <verb>}.
 * Alternatives are separated by a bar with blanks; a word stands for itself, what is in brackets is a label.
 */
record Shape(List<List<String>> alternatives) {
    Shape {
        alternatives = List.copyOf(alternatives);
    }

    static Shape of(String parameters) {
        List<List<String>> alternatives = new ArrayList<>();
        List<String> terms = new ArrayList<>();
        StringBuilder term = new StringBuilder();
        int depth = 0;
        for (char c : (parameters + " ").toCharArray()) {
            depth += c == '<' || c == '[' ? 1 : c == '>' || c == ']' ? -1 : 0;
            if (c != ' ' || depth > 0) {
                term.append(c);
                continue;
            }
            if (term.toString().equals("|")) {
                alternatives.add(List.copyOf(terms));
                terms.clear();
            } else if (!term.isEmpty()) {
                terms.add(term.toString());
            }
            term.setLength(0);
        }
        alternatives.add(List.copyOf(terms));
        return new Shape(alternatives);
    }

    /** The terms that may stand after the words. */
    Set<String> after(List<String> words) {
        Set<String> terms = new LinkedHashSet<>();
        for (List<String> alternative : alternatives) {
            if (fits(alternative, words)) {
                term(alternative, words.size(), terms);
            }
        }
        return terms;
    }

    private static boolean fits(List<String> alternative, List<String> words) {
        for (int i = 0; i < Math.min(words.size(), alternative.size()); i++) {
            if (isWord(alternative.get(i)) && !alternative.get(i).equals(words.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static void term(List<String> alternative, int index, Set<String> terms) {
        if (index < alternative.size()) {
            terms.add(alternative.get(index));
        } else if (!alternative.isEmpty() && alternative.getLast().contains("...")) {
            terms.add(alternative.getLast());
        }
    }

    /** Whether the term stands for itself. */
    static boolean isWord(String term) {
        return !term.startsWith("<") && !term.startsWith("[");
    }

    /** The label without its brackets and dots. */
    static String label(String term) {
        return term.replaceAll("^[<\\[]+|[>\\]]+$", "").replace("...", "").strip();
    }
}
