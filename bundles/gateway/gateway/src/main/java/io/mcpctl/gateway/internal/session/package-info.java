/** Clients with sessions, and the upstream sessions behind them, shared or their own. */
@NullMarked
package io.mcpctl.gateway.internal.session;

import org.jspecify.annotations.NullMarked;
