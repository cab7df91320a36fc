/**
 * Projects: which servers a client sees behind one endpoint, and how.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.mcpctl.projects.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
