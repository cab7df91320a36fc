package io.mcpctl.registries.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.registry.api.RegistryListing.Repository;
import io.mcpctl.registry.api.RegistryOffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Memory, merging, ranking and the cleaning of text. */
class PartsTest {
    private static Listing listing(String source, String id, String repository, String... packages) {
        List<RegistryOffer> offers = List.of(packages).stream()
                .map(name -> RegistryOffer.packaged(RegistryOffer.NPM, name, Optional.empty(), List.of()))
                .toList();
        return new Listing(
                source,
                id,
                Optional.empty(),
                "About " + id,
                Optional.empty(),
                offers,
                Set.of(),
                Optional.of(repository).filter(url -> !url.isEmpty()).map(url -> new Repository(url, Optional.empty())),
                Optional.empty(),
                false,
                false,
                Optional.empty(),
                List.of());
    }

    private static List<String> merged(Listing... listings) {
        return Merge.of(List.of(listings)).stream()
                .map(each -> each.key() + each.alsoIn())
                .toList();
    }

    @Test
    void aPackageInCommonMakesRecordsOne() {
        assertEquals(
                List.of("a:x[b:y, c:z]"),
                merged(
                        listing("b", "y", "", "@s/P"),
                        listing("a", "x", "https://h/1", "@s/p", "q"),
                        listing("c", "z", "", "q")));
    }

    @Test
    void soDoesARepositoryHoweverItsAddressIsWritten() {
        assertEquals(
                List.of("a:x[b:y, c:z]"),
                merged(
                        listing("a", "x", "https://github.com/o/R", "p"),
                        listing("b", "y", "git+https://www.github.com/o/r.git/"),
                        listing("c", "z", "git@github.com:o/r.git")));
    }

    @Test
    void serversThatShareARepositoryStayApart() {
        assertEquals(
                List.of("a:x[]", "a:y[]", "b:z[]"),
                merged(
                        listing("a", "x", "https://h/r"),
                        listing("a", "y", "https://h/r"),
                        listing("b", "z", "https://h/r")));
        assertEquals(
                List.of("a:x[]", "b:z[]"),
                merged(listing("a", "x", "https://h/r", "one"), listing("b", "z", "https://h/r", "two")));
    }

    @Test
    void answersAreForgottenAfterTheirTimeAndWhenThereAreTooMany() {
        AtomicLong now = new AtomicLong();
        Answers answers = new Answers(Duration.ofHours(1), now::get);
        List<Listing> some = List.of(listing("a", "x", ""));
        answers.keep(List.of("q"), some);

        now.addAndGet(Duration.ofMinutes(59).toNanos());
        assertEquals(Optional.of(some), answers.find(List.of("q")));
        assertEquals(Optional.empty(), answers.find(List.of("q", "other options")));
        now.addAndGet(Duration.ofMinutes(1).toNanos());
        assertEquals(Optional.empty(), answers.find(List.of("q")));

        for (int i = 0; i <= 2000; i++) {
            answers.keep(List.of(i), some);
        }
        assertEquals(Optional.empty(), answers.find(List.of(0)));
        assertEquals(Optional.of(some), answers.find(List.of(1)));
        Answers none = new Answers(Duration.ZERO, now::get);
        none.keep(List.of("q"), some);
        assertEquals(Optional.empty(), none.find(List.of("q")));
    }

    @Test
    void aWordInTheNameIsWorthMoreThanOneInTheDescription() {
        Ranking ranking = new Ranking("x");

        assertTrue(ranking.score(listing("a", "o/x", "")) > ranking.score(listing("a", "o/axis", "")));
        assertTrue(ranking.score(listing("a", "o/axis", "")) > ranking.score(listing("a", "o/y", "")));
        assertEquals(0, new Ranking("--").score(listing("a", "o/y", "")));
    }

    @Test
    void whatATerminalWouldObeyIsTakenOut() {
        assertEquals("red text", Untrusted.line("\u001b[1;31mred\u001b[0m\r\n\ttext", 100));
        assertEquals("link", Untrusted.line("\u001b]8;;http://x\u001b\\link\u001b]8;;\u0007", 100));
        assertEquals("", Untrusted.line("\u001b]0;never ends", 100));
        assertEquals("a b", Untrusted.line("a\u202e\u2066\u200bb", 100));
        assertEquals("x", Untrusted.line("\u009b2Jx\u0000", 100));
        assertEquals("aaaaaaaaa…", Untrusted.line("a".repeat(1_000_000), 10));
        assertTrue(Untrusted.isHarmless("naïve – 日本 😀"));
        for (String bad : List.of("a\u0007", "\u001b[0m", "a\nb", "\u202ea", "a".repeat(10_000))) {
            assertFalse(Untrusted.isHarmless(bad), bad);
        }
    }
}
