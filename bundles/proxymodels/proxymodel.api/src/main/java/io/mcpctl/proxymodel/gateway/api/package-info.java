/**
 * How the gateway speaks to proxy models: it opens a session for each of a client's and passes requests through it. Not
 * for authors of models; theirs is {@code io.mcpctl.proxymodel.api}.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.mcpctl.proxymodel.gateway.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
