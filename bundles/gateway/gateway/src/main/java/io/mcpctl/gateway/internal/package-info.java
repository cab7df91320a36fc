/**
 * MCP endpoints: sessions of clients, and the relay between them and servers.
 *
 * <p>The rooms, each of which uses only those before it: {@code message}, {@code access}, {@code catalogue}, {@code session},
 * {@code audit}, {@code stateless}, {@code bridge}, {@code endpoint}, {@code http}, {@code local}.
 */
@NullMarked
package io.mcpctl.gateway.internal;

import org.jspecify.annotations.NullMarked;
