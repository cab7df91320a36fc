/** Starting, stopping and examining the daemon's process. */
@NullMarked
package io.mcpctl.cli.daemon;

import org.jspecify.annotations.NullMarked;
