/**
 * MCP sessions with the gateway from within the same process: the same endpoints that clients reach over HTTP, as plain
 * calls with raw JSON-RPC messages.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.mcpctl.gateway.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
