package io.mcpctl.proxymodel.api;

import io.mcpctl.plugins.api.ExtensionPoint;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A proxy model: what happens between the clients of a project and its servers. Register it as a service with
 * {@link ProxyModelName}, and implement the hooks you want beside it: {@link OnInitialize}, {@link OnToolsList},
 * {@link OnToolCallBefore}, {@link OnToolCallAfter}, {@link OnResourcesList}, {@link OnResourceRead},
 * {@link OnPromptsList}, {@link OnPromptGet}. What a model has no hook for passes as it is, unread.
 *
 * <p>One instance serves all sessions, so it has to be safe for concurrent use; what belongs to one session goes into
 * {@link PluginSessionContext#state()}. Hooks may block until their deadline (60 s, the time servers take not counted):
 * then their thread is interrupted. What a hook that throws, or is late, costs is said at each hook; it is never more
 * than its own request.
 *
 * <p>A model may be exchanged while sessions use it. A request that began with it ends with it. The next request of a
 * session meets its successor, which gets {@link #onSessionCreate} and empty state; the old one gets
 * {@link #onSessionDestroy}. So keep no state that cannot be made again.
 */
@ConsumerType
@ExtensionPoint(family = "proxymodel", key = "proxymodel.name")
public interface ProxyModelPlugin {
    /**
     * A session begins: prepare state, register virtual tools, check {@link PluginSessionContext#config()}. Comes before
     * any other hook of the session, after those of the parents.
     *
     * @throws Exception when the session cannot be; the request that needed it fails with JSON-RPC error -32603
     */
    default void onSessionCreate(PluginSessionContext session) throws Exception {}

    /**
     * The session is over, or another model takes it on. Called once, before those of the parents.
     *
     * @throws Exception is logged and has no further effect
     */
    default void onSessionDestroy(PluginSessionContext session) throws Exception {}
}
