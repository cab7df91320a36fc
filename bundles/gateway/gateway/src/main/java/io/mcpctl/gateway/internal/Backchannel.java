package io.mcpctl.gateway.internal;

import io.mcpctl.upstream.api.Upstream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The way back to a server for answers; its very first message can come before the opener has returned. */
final class Backchannel {
    private static final long PATIENCE_SECONDS = 5;

    private final CountDownLatch opened = new CountDownLatch(1);
    private volatile @Nullable Upstream upstream;

    void opened(Upstream fresh) {
        upstream = fresh;
        opened.countDown();
    }

    @Nullable
    Upstream upstream() {
        return upstream;
    }

    void answer(byte[] response) {
        try {
            Upstream target = opened.await(PATIENCE_SECONDS, TimeUnit.SECONDS) ? upstream : null;
            if (target != null) {
                target.send(response);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
