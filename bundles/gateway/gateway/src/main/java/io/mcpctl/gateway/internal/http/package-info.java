/** The transports of MCP over HTTP. */
@NullMarked
package io.mcpctl.gateway.internal.http;

import org.jspecify.annotations.NullMarked;
