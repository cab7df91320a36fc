package io.mcpctl.cli.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UnifiedDiffTest {
    private static String lines(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> "l" + i + "\n").collect(Collectors.joining());
    }

    @Test
    void equalTextsHaveNoDifference() {
        assertEquals(List.of(), UnifiedDiff.of("a\nb\n", "a\nb\n"));
    }

    @Test
    void farChangesAreHunksOfTheirOwn() {
        String before = lines(20);

        List<String> diff = UnifiedDiff.of(before, before.replace("l2\n", "x\n").replace("l18\n", ""));

        assertEquals(
                List.of(
                        "@@ -1,5 +1,5 @@",
                        " l1",
                        "-l2",
                        "+x",
                        " l3",
                        " l4",
                        " l5",
                        "@@ -15,6 +15,5 @@",
                        " l15",
                        " l16",
                        " l17",
                        "-l18",
                        " l19",
                        " l20"),
                diff);
    }

    @Test
    void whatIsNewIsAllAdded() {
        assertEquals(List.of("@@ -0,0 +1,2 @@", "+a", "+b"), UnifiedDiff.of("", "a\nb\n"));
    }

    @Test
    void hugeTextsDoNotTakeLong() {
        List<String> diff = UnifiedDiff.of(lines(20_000), lines(20_000).replace("l", "m"));

        assertEquals(40_001, diff.size());
    }

    @Test
    void whatIsTracedHidesSecrets() {
        String masked = Masked.body(
                "{\"name\":\"s\",\"password\":\"p1\",\"data\":{\"k\":\"v1\"},\"env\":[{\"name\":\"A\",\"value\":\"v2\"}],\"replicas\":1}");

        assertFalse(masked.contains("p1") || masked.contains("v1") || masked.contains("v2"), masked);
        assertTrue(masked.contains("\"replicas\":1") && masked.contains("\"name\":\"A\""), masked);
        assertFalse(Masked.body("raw secret").contains("secret"));
    }
}
