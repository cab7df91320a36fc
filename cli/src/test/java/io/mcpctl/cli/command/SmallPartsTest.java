package io.mcpctl.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.cli.CliException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Patterns, durations and orders. */
class SmallPartsTest {
    @ParameterizedTest
    @CsvSource({
        "a*,abc,true",
        "*c,abc,true",
        "a?c,abc,true",
        "a?c,ac,false",
        "*,abc,true",
        "a*b*c,aXbYc,true",
        "a*b,abc,false",
        "a.c,abc,false"
    })
    void patternsMatchWholeNames(String pattern, String name, boolean matches) {
        assertEquals(matches, Glob.of(pattern).matches(name));
    }

    @Test
    void noPatternTakesLong() {
        assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> assertTrue(!Glob.of("*a".repeat(2000) + "b").matches("a".repeat(20_000))));
    }

    @ParameterizedTest
    @CsvSource({"90s,90", "5m,300", "1h30m,5400", "2d,172800", "0,0", "7,7"})
    void durationsAreRead(String text, long seconds) {
        assertEquals(seconds, Durations.parse(text).toSeconds());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "5x", "-1s", "5 m", "99999999999s"})
    void otherDurationsAreRefused(String text) {
        assertEquals(
                2, assertThrows(CliException.class, () -> Durations.parse(text)).exitCode());
    }

    @ParameterizedTest
    @CsvSource({"2,10", "90s,2m", "1h,1d", "a,b", "-1,0"})
    void numbersAndAgesAreInTheOrderOfTheirSize(String less, String more) {
        assertTrue(SortBy.compare(less, more) < 0);
    }
}
