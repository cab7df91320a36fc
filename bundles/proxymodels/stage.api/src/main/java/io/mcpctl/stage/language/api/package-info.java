/**
 * What the author of a language for stages needs: a language makes stages of source files that people drop into the
 * folder of stages.
 */
@Export
@Version("1.1.0")
@NullMarked
package io.mcpctl.stage.language.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
