/** The reference of all commands, written from the one table: help, Markdown and manual pages. */
@NullMarked
package io.mcpctl.cli.reference;

import org.jspecify.annotations.NullMarked;
