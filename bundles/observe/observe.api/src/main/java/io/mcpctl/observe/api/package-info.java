/**
 * What other areas tell the metrics: calls of tools, and how many sessions there are.
 */
@Export
@Version("1.1.0")
@NullMarked
package io.mcpctl.observe.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
