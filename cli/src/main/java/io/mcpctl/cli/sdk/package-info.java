/** Projects of plug-ins: writes them, and puts what they are built with where Maven finds it. */
@NullMarked
package io.mcpctl.cli.sdk;

import org.jspecify.annotations.NullMarked;
