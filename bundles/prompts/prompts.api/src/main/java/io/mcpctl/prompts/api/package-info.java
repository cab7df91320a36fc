/**
 * Prompts: texts that a project's clients are given, or all clients, and proposals that wait for approval.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.mcpctl.prompts.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
