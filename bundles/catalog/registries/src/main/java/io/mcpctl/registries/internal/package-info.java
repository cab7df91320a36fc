/** Registries of MCP servers: those that are asked, and the one that this daemon is. */
@NullMarked
package io.mcpctl.registries.internal;

import org.jspecify.annotations.NullMarked;
