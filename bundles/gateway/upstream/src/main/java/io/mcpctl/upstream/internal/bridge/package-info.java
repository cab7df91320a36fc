/** Sessions over servers that have none. */
@NullMarked
package io.mcpctl.upstream.internal.bridge;

import org.jspecify.annotations.NullMarked;
