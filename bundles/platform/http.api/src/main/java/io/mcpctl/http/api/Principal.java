package io.mcpctl.http.api;

/**
 * Someone who was authenticated.
 *
 * @param name unique and stable; {@code local} for the trusted caller on a loopback listener
 */
public record Principal(String name) {}
