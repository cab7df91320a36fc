/** What a project offers: names, lists of elements, resources. */
@NullMarked
package io.mcpctl.gateway.internal.catalogue;

import org.jspecify.annotations.NullMarked;
