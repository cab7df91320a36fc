package io.mcpctl.cli.complete;

import java.util.List;

/** What the shell is told: words, and what else it has to do. */
record Answer(List<Candidate> candidates, Then then) {
    /** The number is what the scripts of the shells look at. */
    enum Then {
        NOTHING(0),
        NO_SPACE(1),
        FILES(2),
        FOLDERS(4);

        private final int number;

        Then(int number) {
            this.number = number;
        }
    }

    static final Answer NONE = new Answer(List.of(), Then.NOTHING);

    private static final int MOST = 1_000;

    Answer {
        candidates = List.copyOf(candidates);
    }

    static Answer of(List<Candidate> candidates) {
        return new Answer(candidates, Then.NOTHING);
    }

    /** Those that begin with what was typed; a word that ends in =, / or : is not finished. */
    Answer beginningWith(String typed) {
        List<Candidate> fit = candidates.stream()
                .filter(candidate -> candidate.value().startsWith(typed))
                .limit(MOST)
                .toList();
        boolean open = then == Then.NOTHING
                && !fit.isEmpty()
                && fit.stream().allMatch(candidate -> candidate.value().matches("(?s).*[=/:]"));
        return new Answer(fit, open ? Then.NO_SPACE : then);
    }

    /** The same after a part of the word that is typed already. */
    Answer after(String part) {
        return new Answer(
                candidates.stream()
                        .map(candidate -> new Candidate(part + candidate.value(), candidate.description()))
                        .toList(),
                then);
    }

    String text() {
        StringBuilder text = new StringBuilder();
        candidates.forEach(candidate -> text.append(candidate.line()).append('\n'));
        return text.append(':').append(then.number).append('\n').toString();
    }
}
