/** A program that carries mcpctl. */
@NullMarked
package io.mcpctl.examples.main;

import org.jspecify.annotations.NullMarked;
