/**
 * What derives from the description of a kind: reading and writing documents, storage, REST, apply, tables.
 */
@NullMarked
package io.mcpctl.resources.internal;

import org.jspecify.annotations.NullMarked;
