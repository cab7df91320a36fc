/** The run that fills the class-data archive, against a daemon of its own inside the process. */
@NullMarked
package io.mcpctl.cli.train;

import org.jspecify.annotations.NullMarked;
