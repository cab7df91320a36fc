package io.mcpctl.projects.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.projects.api.ToolPatterns;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GlobTest {
    @ParameterizedTest
    @CsvSource({
        "*, '', true",
        "*, anything, true",
        "**, x, true",
        "'', '', true",
        "'', x, false",
        "?, '', false",
        "?, x, true",
        "?, xy, false",
        "read_*, read_, true",
        "read_*, read_file, true",
        "read_*, Read_file, false",
        "read_*, unread_file, false",
        "*_file, read_file, true",
        "*_file, read_file_, false",
        "*e*e*, tree, true",
        "*e*e*e*, tree, false",
        "a?c*, abcd, true",
        "a.c, abc, false",
        "[a], a, false",
        "a\\b, a\\b, true",
    })
    void patternsMatchAsAShellWould(String pattern, String text, boolean expected) {
        assertEquals(expected, new Glob(pattern).matches(text));
    }

    @Test
    void randomPatternsMatchAsARegularExpressionWould() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            String pattern = random(random, "ab*?", 12);
            String text = random(random, "ab", 12);
            String regex = pattern.replace("?", ".").replace("*", ".*");

            assertEquals(Pattern.matches(regex, text), new Glob(pattern).matches(text), pattern + " on " + text);
        }
    }

    @Test
    void longPatternsMatchAcrossTheBordersOfWords() {
        for (int length = 60; length <= 200; length++) {
            String name = "ab".repeat(100).substring(0, length);

            assertTrue(new Glob(name).matches(name));
            assertTrue(new Glob(name.substring(0, length - 1) + "?").matches(name));
            assertTrue(new Glob("*" + name.substring(1)).matches(name));
            assertFalse(new Glob(name).matches(name + "a"));
            assertFalse(new Glob(name).matches(name.substring(1)));
        }
    }

    @Test
    void theWorstPatternsTakeNoTime() {
        GlobFilter filter =
                new GlobFilter(new ToolPatterns(Collections.nCopies(200, "*a".repeat(99) + "b"), List.of()));
        String name = "a".repeat(5_000);

        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> assertFalse(filter.offers(name)));
    }

    @Test
    void excludeWinsAndNoIncludeIsAll() {
        assertTrue(new GlobFilter(new ToolPatterns(List.of(), List.of())).offers("x"));
        assertFalse(new GlobFilter(new ToolPatterns(List.of(), List.of("x"))).offers("x"));
        assertTrue(new GlobFilter(new ToolPatterns(List.of(), List.of("x"))).offers("xy"));
        GlobFilter both = new GlobFilter(new ToolPatterns(List.of("read_*", "stat"), List.of("*_secret")));
        assertTrue(both.offers("read_file"));
        assertTrue(both.offers("stat"));
        assertFalse(both.offers("read_secret"));
        assertFalse(both.offers("write_file"));
    }

    private static String random(Random random, String alphabet, int max) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(max);
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
