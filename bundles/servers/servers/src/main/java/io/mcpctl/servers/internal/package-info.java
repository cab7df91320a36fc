/** Kinds server and instance, the reconciler that keeps instances running, their probes, and sessions with them. */
@NullMarked
package io.mcpctl.servers.internal;

import org.jspecify.annotations.NullMarked;
