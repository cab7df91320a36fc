package io.mcpctl.upstream.api;

import org.osgi.annotation.versioning.ProviderType;

/** Opens connections with servers. Each method returns at once; connecting happens with the first request. */
@ProviderType
public interface UpstreamConnector {
    /** A session of the era with sessions. */
    Upstream connect(UpstreamTarget target, UpstreamListener listener);

    /** A server of the stateless era. */
    StatelessUpstream stateless(UpstreamTarget target);

    /**
     * Makes a stateless server look like one with sessions: the client of the result begins with {@code initialize}, and
     * gets the server's questions as requests through the listener.
     *
     * @param stateless is closed with the session
     */
    Upstream bridge(StatelessUpstream stateless, UpstreamListener listener);
}
