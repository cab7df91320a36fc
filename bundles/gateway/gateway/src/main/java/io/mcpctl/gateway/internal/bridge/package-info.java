/** Stateless clients at servers that know only sessions. */
@NullMarked
package io.mcpctl.gateway.internal.bridge;

import org.jspecify.annotations.NullMarked;
