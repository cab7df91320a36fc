/** Counts what the daemon does and says how it is. */
@NullMarked
package io.mcpctl.observe.internal;

import org.jspecify.annotations.NullMarked;
