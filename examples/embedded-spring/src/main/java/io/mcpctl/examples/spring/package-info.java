/** A Spring Boot application that carries mcpctl. */
@NullMarked
package io.mcpctl.examples.spring;

import org.jspecify.annotations.NullMarked;
