/**
 * Secrets: the records of both kinds, references to single values and their resolution, and the SPI of drivers, which
 * know how one sort of secret store is spoken to.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.mcpctl.secrets.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
