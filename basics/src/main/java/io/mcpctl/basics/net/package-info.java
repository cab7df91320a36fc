/** Ways to other machines: who is trusted, and which proxy is asked. */
@NullMarked
package io.mcpctl.basics.net;

import org.jspecify.annotations.NullMarked;
