package io.mcpctl.gateway.internal.message;

import io.mcpctl.upstream.api.Upstream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The way back to a server for answers; its very first message can come before the opener has returned. */
public final class Backchannel {
    private static final long PATIENCE_SECONDS = 5;

    private final CountDownLatch opened = new CountDownLatch(1);
    private volatile @Nullable Upstream upstream;

    public void opened(Upstream fresh) {
        upstream = fresh;
        opened.countDown();
    }

    @Nullable
    public Upstream upstream() {
        return upstream;
    }

    public void answer(byte[] response) {
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
