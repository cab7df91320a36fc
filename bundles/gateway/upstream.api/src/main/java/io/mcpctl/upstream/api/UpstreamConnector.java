package io.mcpctl.upstream.api;

import org.osgi.annotation.versioning.ProviderType;

/** Opens sessions with servers. */
@ProviderType
public interface UpstreamConnector {
    /** Returns at once; connecting happens with the first request. */
    Upstream connect(UpstreamTarget target, UpstreamListener listener);
}
