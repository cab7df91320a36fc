/**
 * What plug-ins and the areas they extend share: how an SPI says that plug-ins may provide it, and the directory in which
 * an area keeps the providers of one SPI while they come and go under load. Also how parts of the product are loaded late.
 */
@Export
@Version("1.1.0")
@NullMarked
package io.mcpctl.plugins.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
