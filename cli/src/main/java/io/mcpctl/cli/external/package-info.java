/** Programs on the PATH that are commands of mcpctl. */
@NullMarked
package io.mcpctl.cli.external;

import org.jspecify.annotations.NullMarked;
