@NullMarked
package io.mcpctl.stage.paginate;

import org.jspecify.annotations.NullMarked;
