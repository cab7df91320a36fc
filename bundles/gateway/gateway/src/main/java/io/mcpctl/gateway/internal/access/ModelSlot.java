package io.mcpctl.gateway.internal.access;

import io.mcpctl.gateway.internal.message.Aside;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.proxymodel.gateway.api.ModelHost;
import io.mcpctl.proxymodel.gateway.api.ModelSession;
import io.mcpctl.proxymodel.gateway.api.ProxyModels;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What a session has with proxy models; nothing until its project wants one. */
public final class ModelSlot implements ModelHost {
    private final Aside aside;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable Opened opened;
    /** How the latest request is answered without hooks. */
    private volatile @Nullable UnaryOperator<byte[]> onward;

    private boolean closed;

    private record Opened(ProxyModels by, ModelSession session) {}

    public ModelSlot(Aside aside) {
        this.aside = aside;
    }

    /** The session of these models, opened by the first request that needs it. */
    public ModelSession get(ProxyModels models, UnaryOperator<byte[]> now, Function<ModelHost, ModelSession> open) {
        onward = now;
        Opened known = opened;
        return known != null && known.by() == models ? known.session() : open(models, open);
    }

    private ModelSession open(ProxyModels models, Function<ModelHost, ModelSession> open) {
        lock.lock();
        try {
            Opened known = opened;
            if (known != null && known.by() == models) {
                return known.session();
            }
            if (closed) {
                throw new ProblemException(ProblemKind.UNAVAILABLE, "the session is over");
            }
            if (known != null) {
                known.session().close();
            }
            Opened fresh = new Opened(models, open.apply(this));
            opened = fresh;
            return fresh.session();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public byte[] request(byte[] message) {
        UnaryOperator<byte[]> way = onward;
        if (way == null) {
            throw new ProblemException(ProblemKind.UNAVAILABLE, "the session has no request under way");
        }
        return way.apply(message);
    }

    @Override
    public void notifyClient(byte[] message) {
        aside.addOnce(message);
    }

    public void close() {
        Opened known;
        lock.lock();
        try {
            closed = true;
            known = opened;
            opened = null;
        } finally {
            lock.unlock();
        }
        if (known != null) {
            known.session().close();
        }
    }
}
