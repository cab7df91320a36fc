/**
 * The audit trail: what happened in sessions and to resources, and who did it. Whoever takes part in a call records
 * events here; the audit area stores them.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.mcpctl.audit.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
