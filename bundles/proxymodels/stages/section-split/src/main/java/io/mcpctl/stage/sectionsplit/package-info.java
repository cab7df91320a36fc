@NullMarked
package io.mcpctl.stage.sectionsplit;

import org.jspecify.annotations.NullMarked;
