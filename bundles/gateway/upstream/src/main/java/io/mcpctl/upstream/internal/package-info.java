/** Sessions over stdio and Streamable HTTP. */
@NullMarked
package io.mcpctl.upstream.internal;

import org.jspecify.annotations.NullMarked;
