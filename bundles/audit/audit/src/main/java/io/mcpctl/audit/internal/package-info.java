/** Stores what happened and answers questions about it. */
@NullMarked
package io.mcpctl.audit.internal;

import org.jspecify.annotations.NullMarked;
