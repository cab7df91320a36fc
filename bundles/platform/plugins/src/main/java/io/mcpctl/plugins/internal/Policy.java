package io.mcpctl.plugins.internal;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which jars the operator lets in.
 *
 * @param allowed names of plug-ins and SHA-256 of jars; empty lets in all
 * @param signers SHA-256 of certificates, one of which must have signed every entry; empty asks for no signature
 */
record Policy(Set<String> allowed, Set<String> signers) {
    static Policy of(String[] allowed, String[] signers) {
        return new Policy(words(List.of(allowed)), words(List.of(signers)));
    }

    /** Upper and lower case and the colons of fingerprints are of no matter. */
    private static Set<String> words(List<String> texts) {
        return texts.stream()
                .flatMap(text ->
                        Stream.of(text.strip(), text.strip().replace(":", "").toLowerCase(Locale.ROOT)))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** @throws ProblemException FORBIDDEN, saying which setting does not let it in */
    void check(JarFacts facts) {
        if (!allowed.isEmpty() && !allowed.contains(facts.name()) && !allowed.contains(facts.sha256())) {
            throw new ProblemException(
                    ProblemKind.FORBIDDEN,
                    facts.jar() + ": plugins.allow lists neither " + facts.name() + " nor its SHA-256 "
                            + facts.sha256());
        }
        if (!signers.isEmpty() && facts.signers().stream().noneMatch(signers::contains)) {
            throw new ProblemException(
                    ProblemKind.FORBIDDEN,
                    facts.jar() + ": "
                            + (facts.signers().isEmpty()
                                    ? "it is not signed as a whole"
                                    : "it is signed by " + String.join(", ", facts.signers()))
                            + ", and plugins.signers asks for one of its certificates");
        }
    }
}
