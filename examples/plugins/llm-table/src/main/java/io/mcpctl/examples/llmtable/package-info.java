/** An example of a plug-in: a language model that is a table. */
@NullMarked
package io.mcpctl.examples.llmtable;

import org.jspecify.annotations.NullMarked;
