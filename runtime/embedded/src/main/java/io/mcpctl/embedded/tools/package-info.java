/** The host's tools as an MCP server of this process; not for hosts. */
@NullMarked
package io.mcpctl.embedded.tools;

import org.jspecify.annotations.NullMarked;
