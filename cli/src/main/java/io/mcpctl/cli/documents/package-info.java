/** What `apply` reads: definitions with the place they were written at. */
@NullMarked
package io.mcpctl.cli.documents;

import org.jspecify.annotations.NullMarked;
