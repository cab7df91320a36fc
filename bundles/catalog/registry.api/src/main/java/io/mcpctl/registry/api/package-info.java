/**
 * Registries of MCP servers: the SPI of what knows one, and the form in which all of them tell of servers. What a source
 * tells was written by strangers and is cleaned by the product: a source need not look for control characters, lengths or
 * names that a shell would obey.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.mcpctl.registry.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
