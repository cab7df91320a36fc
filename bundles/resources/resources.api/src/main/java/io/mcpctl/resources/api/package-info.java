/**
 * Resource kinds. A kind is described once by a record type and a ResourceKind; REST, validation, apply, tables, storage and the command line derive from it.
 */
@Export
@Version("1.3.0")
@NullMarked
package io.mcpctl.resources.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
