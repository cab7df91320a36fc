/**
 * SPI of orchestrators: what starts, watches and stops the processes or containers that MCP servers live in.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.mcpctl.orchestrator.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
