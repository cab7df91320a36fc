/**
 * Filters and servlets that stand before every area: caller, host, origin, form of errors, health.
 */
@NullMarked
package io.mcpctl.http.internal;

import org.jspecify.annotations.NullMarked;
