/** A web application that carries mcpctl. */
@NullMarked
package io.mcpctl.examples.web;

import org.jspecify.annotations.NullMarked;
