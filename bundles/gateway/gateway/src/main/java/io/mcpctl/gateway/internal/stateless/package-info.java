/** Clients of revision 2026-07-28, which have no sessions. */
@NullMarked
package io.mcpctl.gateway.internal.stateless;

import org.jspecify.annotations.NullMarked;
