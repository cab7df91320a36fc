package io.mcpctl.gateway.internal.catalogue;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class ResourceIndexTest {
    @Test
    void templatesMatchByTheirLiteralParts() {
        assertTrue(ResourceIndex.matches("demo://text/{id}", "demo://text/7"));
        assertTrue(ResourceIndex.matches("a://{x}/b/{y}.txt", "a://1/b/2.txt"));
        assertTrue(ResourceIndex.matches("{+all}", "x://y"));
        assertTrue(ResourceIndex.matches("plain://x", "plain://x"));
        assertFalse(ResourceIndex.matches("demo://text/{id}", "demo://text/"));
        assertFalse(ResourceIndex.matches("demo://text/{id}", "demo://blob/7"));
        assertFalse(ResourceIndex.matches("a://{x}.txt", "a://.txt"));
        assertFalse(ResourceIndex.matches("plain://x", "plain://xy"));
        assertFalse(ResourceIndex.matches("broken://{x", "broken://1"));
    }
}
