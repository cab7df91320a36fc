/** Words. */
@NullMarked
package io.mcpctl.basics.text;

import org.jspecify.annotations.NullMarked;
