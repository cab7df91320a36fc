/**
 * Definitions of MCP servers, their running instances, and sessions with them.
 */
@Export
@Version("1.2.0")
@NullMarked
package io.mcpctl.servers.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
