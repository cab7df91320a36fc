@NullMarked
package io.mcpctl.proxymodel.contentpipeline;

import org.jspecify.annotations.NullMarked;
