/** Options that follow from the members of a kind, so that what a file can say a line can say too. */
@NullMarked
package io.mcpctl.cli.flags;

import org.jspecify.annotations.NullMarked;
