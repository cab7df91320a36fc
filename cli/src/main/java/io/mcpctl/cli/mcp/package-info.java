/** MCP over Streamable HTTP, from the client's side. */
@NullMarked
package io.mcpctl.cli.mcp;

import org.jspecify.annotations.NullMarked;
