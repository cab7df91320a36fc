/** Which endpoint a path names, and who may use it. */
@NullMarked
package io.mcpctl.gateway.internal.access;

import org.jspecify.annotations.NullMarked;
