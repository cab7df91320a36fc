/** What projects and single servers answer, in both eras. */
@NullMarked
package io.mcpctl.gateway.internal.endpoint;

import org.jspecify.annotations.NullMarked;
