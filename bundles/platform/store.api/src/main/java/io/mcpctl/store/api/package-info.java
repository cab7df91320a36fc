/**
 * The database behind all areas: connections and the few words in which the products differ.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.mcpctl.store.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
