/** Helpers of tests. */
@NullMarked
package io.mcpctl.testing;

import org.jspecify.annotations.NullMarked;
