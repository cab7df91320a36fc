/** Where the daemon is and how its REST interface is called. */
@NullMarked
package io.mcpctl.cli.api;

import org.jspecify.annotations.NullMarked;
