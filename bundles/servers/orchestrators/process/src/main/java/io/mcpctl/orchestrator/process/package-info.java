/** Runs workloads as child processes, each in a process group of its own, that die with the daemon. */
@NullMarked
package io.mcpctl.orchestrator.process;

import org.jspecify.annotations.NullMarked;
