/**
 * A session with one MCP server over any transport, in raw JSON-RPC messages.
 */
@Export
@Version("1.1.0")
@NullMarked
package io.mcpctl.upstream.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
