/** The way in for code of the same process. */
@NullMarked
package io.mcpctl.gateway.internal.local;

import org.jspecify.annotations.NullMarked;
