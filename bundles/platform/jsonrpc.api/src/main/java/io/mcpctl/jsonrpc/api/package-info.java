/**
 * Reads the envelope of a JSON-RPC message and replaces single members while every other byte stays as it came; memory for large ones.
 */
@Export
@Version("1.1.0")
@NullMarked
package io.mcpctl.jsonrpc.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
