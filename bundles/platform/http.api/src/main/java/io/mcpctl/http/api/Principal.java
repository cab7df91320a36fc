package io.mcpctl.http.api;

/** An authenticated caller; {@code name} is {@code admin} for the daemon's own token, {@code local} on loopback. */
public record Principal(String name) {}
