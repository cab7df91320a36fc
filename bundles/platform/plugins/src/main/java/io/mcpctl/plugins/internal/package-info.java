/**
 * The deployer: jars become plug-ins, are checked, exchanged while calls run, and removed without a trace.
 */
@NullMarked
package io.mcpctl.plugins.internal;

import org.jspecify.annotations.NullMarked;
