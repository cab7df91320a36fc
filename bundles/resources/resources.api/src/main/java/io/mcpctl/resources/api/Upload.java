package io.mcpctl.resources.api;

import java.io.InputStream;

/**
 * The body of a {@link Route} that takes a file: bytes of the type {@code application/octet-stream} or {@code
 * application/java-archive}. The handler reads it, and says how much it takes at most.
 */
public record Upload(InputStream content) {}
