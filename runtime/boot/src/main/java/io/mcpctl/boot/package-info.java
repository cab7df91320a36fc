/**
 * What every program does that carries the framework: the home folder and its lock, framework properties, installing bundles.
 * The daemon and the embedding API are built on it; it is no API itself.
 */
@NullMarked
package io.mcpctl.boot;

import org.jspecify.annotations.NullMarked;
