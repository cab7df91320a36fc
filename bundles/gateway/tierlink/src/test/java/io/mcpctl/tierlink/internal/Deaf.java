package io.mcpctl.tierlink.internal;

import io.mcpctl.upstream.api.UpstreamListener;

/** Takes no notice of what a server says by itself. */
final class Deaf implements UpstreamListener {
    @Override
    public void request(byte[] message) {
        // The tests' servers ask nothing.
    }

    @Override
    public void notification(byte[] message) {
        // Not looked at.
    }

    @Override
    public void closed(String reason) {
        // The requests say it, too.
    }
}
