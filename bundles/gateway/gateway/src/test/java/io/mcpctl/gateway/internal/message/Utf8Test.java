package io.mcpctl.gateway.internal.message;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class Utf8Test {
    @Test
    void textOfAnyLengthIsValid() {
        for (String text : new String[] {
            "", "plain", "\u00e9\u20ac\ud83d\ude00", "\u00e9".repeat(10_000), "x".repeat(9999) + "\u20ac"
        }) {
            assertTrue(Utf8.isValid(text.getBytes(StandardCharsets.UTF_8)), text);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ff", "c3", "6180", "c0af", "eda080", "f8888080", "e282"})
    void otherBytesAreNot(String hex) {
        byte[] bytes = HexFormat.of().parseHex("61".repeat(5000) + "c3a9" + hex);

        assertFalse(Utf8.isValid(bytes));
    }
}
