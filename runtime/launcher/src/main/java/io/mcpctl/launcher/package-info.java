/**
 * The daemon's main program: home folder, settings, logging, framework, ready, orderly stop.
 */
@NullMarked
package io.mcpctl.launcher;

import org.jspecify.annotations.NullMarked;
