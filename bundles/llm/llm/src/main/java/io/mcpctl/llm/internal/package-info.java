/** Which providers of language models are present. */
@NullMarked
package io.mcpctl.llm.internal;

import org.jspecify.annotations.NullMarked;
