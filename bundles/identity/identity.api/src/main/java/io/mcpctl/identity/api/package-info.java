/**
 * Who calls, and what they may do: authentication and authorisation for the REST interface and the MCP endpoints.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.mcpctl.identity.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
