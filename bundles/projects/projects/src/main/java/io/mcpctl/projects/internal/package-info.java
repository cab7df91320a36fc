/** Kinds project and serverattachment, and the look-up of projects for the gateway. */
@NullMarked
package io.mcpctl.projects.internal;

import org.jspecify.annotations.NullMarked;
