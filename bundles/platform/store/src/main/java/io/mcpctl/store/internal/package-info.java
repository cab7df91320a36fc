/**
 * Opens the embedded or the configured database and brings its schema up to date.
 */
@NullMarked
package io.mcpctl.store.internal;

import org.jspecify.annotations.NullMarked;
