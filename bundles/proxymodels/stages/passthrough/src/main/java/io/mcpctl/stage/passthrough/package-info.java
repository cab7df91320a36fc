@NullMarked
package io.mcpctl.stage.passthrough;

import org.jspecify.annotations.NullMarked;
