/** What the audit trail is told of clients and their calls. */
@NullMarked
package io.mcpctl.gateway.internal.audit;

import org.jspecify.annotations.NullMarked;
