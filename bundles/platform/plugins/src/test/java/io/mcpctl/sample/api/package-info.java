/** An SPI for tests. */
@NullMarked
package io.mcpctl.sample.api;

import org.jspecify.annotations.NullMarked;
