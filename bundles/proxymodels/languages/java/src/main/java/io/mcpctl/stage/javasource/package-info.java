/** Stages of Java source: compiled in memory, each version in a class loader of its own. */
@NullMarked
package io.mcpctl.stage.javasource;

import org.jspecify.annotations.NullMarked;
