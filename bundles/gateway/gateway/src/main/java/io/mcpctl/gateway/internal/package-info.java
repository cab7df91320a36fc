/** MCP endpoints: sessions of clients, and the relay between them and servers. */
@NullMarked
package io.mcpctl.gateway.internal;

import org.jspecify.annotations.NullMarked;
