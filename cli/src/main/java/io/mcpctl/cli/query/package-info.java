/** Picking values out of documents: paths, templates and columns. */
@NullMarked
package io.mcpctl.cli.query;

import org.jspecify.annotations.NullMarked;
