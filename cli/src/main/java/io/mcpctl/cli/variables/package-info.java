/** Values that a server from a catalogue needs: given on the line, taken from secrets, or asked for. */
@NullMarked
package io.mcpctl.cli.variables;

import org.jspecify.annotations.NullMarked;
