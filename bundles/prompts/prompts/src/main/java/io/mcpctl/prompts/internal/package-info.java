/** Kinds prompt and promptrequest, their routes, and the texts of the product itself. */
@NullMarked
package io.mcpctl.prompts.internal;

import org.jspecify.annotations.NullMarked;
