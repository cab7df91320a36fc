/** Puts the program into a prefix, and takes it away again. */
@NullMarked
package io.mcpctl.cli.install;

import org.jspecify.annotations.NullMarked;
