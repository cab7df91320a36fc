/** The commands, one class each. */
@NullMarked
package io.mcpctl.cli.command;

import org.jspecify.annotations.NullMarked;
