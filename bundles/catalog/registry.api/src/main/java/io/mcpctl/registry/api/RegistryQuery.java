package io.mcpctl.registry.api;

/**
 * What is looked for.
 *
 * @param text words; 1 to 200 characters, any, so encode them
 * @param size how many servers a page should have, 30 to 100
 */
public record RegistryQuery(String text, int size) {}
