package io.mcpctl.registry.api;

/**
 * What a registry answered.
 *
 * @param type of the content in lower case and without parameters, such as {@code application/json}; empty when not said
 * @param body as text, read as UTF-8
 */
public record RegistryAnswer(String type, String body) {}
