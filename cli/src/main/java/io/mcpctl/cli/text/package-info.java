/** Reading and writing JSON and YAML, tables, and text that is safe to print. */
@NullMarked
package io.mcpctl.cli.text;

import org.jspecify.annotations.NullMarked;
