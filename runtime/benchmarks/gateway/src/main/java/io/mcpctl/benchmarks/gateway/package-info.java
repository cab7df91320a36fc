/** One echo server, one load generator, and between them no gateway, ours, or another one. */
@NullMarked
package io.mcpctl.benchmarks.gateway;

import org.jspecify.annotations.NullMarked;
