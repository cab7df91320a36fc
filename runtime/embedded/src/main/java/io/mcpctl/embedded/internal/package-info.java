/** Carries the framework for {@link io.mcpctl.embedded.Mcpctl}; not for hosts. */
@NullMarked
package io.mcpctl.embedded.internal;

import org.jspecify.annotations.NullMarked;
