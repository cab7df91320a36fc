package io.mcpctl.proxymodel.api;

/**
 * What a client says about itself.
 *
 * @param name of the program; empty when it says none
 * @param version of the program; empty when it says none
 * @param capabilities a JSON object
 */
public record ClientDescription(String name, String version, String capabilities) {}
