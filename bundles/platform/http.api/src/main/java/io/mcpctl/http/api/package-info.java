/**
 * Who calls: authentication for servlets of any bundle.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.mcpctl.http.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
