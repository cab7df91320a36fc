/**
 * The runtime inside another program: {@link io.mcpctl.embedded.Mcpctl} starts it, applies definitions and opens MCP sessions;
 * the program adds tools, secret stores and other providers as plain objects. Nothing of OSGi is visible here. Problems are
 * {@code ProblemException}s whose sentence says what, which one, and what to do.
 */
@NullMarked
package io.mcpctl.embedded;

import org.jspecify.annotations.NullMarked;
