@NullMarked
package io.mcpctl.runtime.exam;

import org.jspecify.annotations.NullMarked;
