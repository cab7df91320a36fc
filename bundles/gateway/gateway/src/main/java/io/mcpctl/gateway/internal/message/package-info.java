/** What is said: JSON-RPC messages, their parts, and the refusals that answer them. */
@NullMarked
package io.mcpctl.gateway.internal.message;

import org.jspecify.annotations.NullMarked;
