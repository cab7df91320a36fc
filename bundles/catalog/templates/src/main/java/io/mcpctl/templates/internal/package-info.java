/** The kind template, the shipped templates, and what is made of them. */
@NullMarked
package io.mcpctl.templates.internal;

import org.jspecify.annotations.NullMarked;
