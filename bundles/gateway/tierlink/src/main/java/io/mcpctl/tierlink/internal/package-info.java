/**
 * What the gateway needs of the control plane, by asking it: servers, projects, who calls and what they may do.
 */
@NullMarked
package io.mcpctl.tierlink.internal;

import org.jspecify.annotations.NullMarked;
