/** The driver {@code plaintext}. */
@NullMarked
package io.mcpctl.secrets.plaintext;

import org.jspecify.annotations.NullMarked;
