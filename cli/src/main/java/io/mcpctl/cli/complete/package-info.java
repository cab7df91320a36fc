/** What a shell is told when a word is to be completed. */
@NullMarked
package io.mcpctl.cli.complete;

import org.jspecify.annotations.NullMarked;
