/** Secrets and secret backends. */
@NullMarked
package io.mcpctl.secrets.internal;

import org.jspecify.annotations.NullMarked;
