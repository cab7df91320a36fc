/** Stages of JavaScript: an engine for all of them, a sandbox for each call. */
@NullMarked
package io.mcpctl.stage.javascript;

import org.jspecify.annotations.NullMarked;
