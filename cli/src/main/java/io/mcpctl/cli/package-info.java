/** The `mcpctl` program: finds the command that the arguments name, builds only that one, and turns failures into exit codes. */
@NullMarked
package io.mcpctl.cli;

import org.jspecify.annotations.NullMarked;
