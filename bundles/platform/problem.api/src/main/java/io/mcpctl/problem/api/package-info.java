/**
 * The one error type that crosses every boundary; its kind decides HTTP status, exit code and URI.
 */
@Export
@Version("1.1.0")
@NullMarked
package io.mcpctl.problem.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
