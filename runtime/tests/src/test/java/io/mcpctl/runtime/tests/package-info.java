/** Whole-product tests: the program of this checkout, used as its users use it. */
@NullMarked
package io.mcpctl.runtime.tests;

import org.jspecify.annotations.NullMarked;
