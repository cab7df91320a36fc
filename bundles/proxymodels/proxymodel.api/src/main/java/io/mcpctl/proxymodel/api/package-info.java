/**
 * What the author of a proxy model needs. A proxy model stands between the clients of a project and its servers; it is a
 * service with the name that projects use, and implements the hooks it wants:
 *
 * <pre>{@code
 * @Component(service = ProxyModelPlugin.class)
 * @ProxyModelName(name = "read-only")
 * public final class ReadOnly implements ProxyModelPlugin, OnToolsList {
 *     public List<ListEntry> onToolsList(PluginSessionContext session, List<ListEntry> tools) {
 *         return tools.stream().filter(tool -> tool.json().contains("\"readOnlyHint\":true")).toList();
 *     }
 * }
 * }</pre>
 */
@Export
@Version("1.0.0")
@NullMarked
package io.mcpctl.proxymodel.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
