@NullMarked
package io.mcpctl.proxymodels.internal;

import org.jspecify.annotations.NullMarked;
