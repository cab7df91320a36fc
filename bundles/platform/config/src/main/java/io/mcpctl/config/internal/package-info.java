/**
 * Brings the settings that the launcher read from the file and the environment to ConfigAdmin.
 */
@NullMarked
package io.mcpctl.config.internal;

import org.jspecify.annotations.NullMarked;
