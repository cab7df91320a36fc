package io.mcpctl.basics.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TypoTest {
    @Test
    void lettersThatWereInsertedDroppedReplacedOrSwappedAreCounted() {
        assertEquals(0, Typo.distance("server", "server"));
        assertEquals(1, Typo.distance("sevrer", "server"));
        assertEquals(1, Typo.distance("serve", "server"));
        assertEquals(1, Typo.distance("serverr", "server"));
        assertEquals(2, Typo.distance("zerveg", "server"));
        assertEquals(6, Typo.distance("", "server"));
    }

    @Test
    void aThirdOfTheLettersMayBeWrongAndAlwaysOne() {
        assertTrue(Typo.isNear("zerveg", "server"));
        assertFalse(Typo.isNear("zervek9", "server"));
        assertTrue(Typo.isNear("a", "b"));
    }
}
