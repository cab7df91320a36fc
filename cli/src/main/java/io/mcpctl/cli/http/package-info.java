/** A small HTTP/1.1 client: the JDK's own costs a cold command more than all the rest, so it is used for https only. */
@NullMarked
package io.mcpctl.cli.http;

import org.jspecify.annotations.NullMarked;
