package io.mcpctl.proxymodels.internal;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.proxymodel.api.ProxyModelPlugin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One session with one model, from {@code onSessionCreate} to {@code onSessionDestroy}. */
final class Binding {
    static final Duration HOOK_LIMIT = Duration.ofSeconds(60);

    private static final Logger LOG = LoggerFactory.getLogger(Binding.class);

    private final Guard guard;
    private final Model model;
    private final Map<String, ProxyModelPlugin> plugins;
    private final SessionContext context;
    private final CountDownLatch begun = new CountDownLatch(1);
    private final AtomicInteger users = new AtomicInteger();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicBoolean destroyed = new AtomicBoolean();
    private volatile @Nullable PluginFailure failure;
    /** How many of the plug-ins were told of the session. */
    private volatile int created;

    Binding(Guard guard, Use use, SessionContext context) {
        this.guard = guard;
        this.model = use.model();
        this.plugins = new LinkedHashMap<>(use.plugins());
        this.context = context;
    }

    SessionContext context() {
        return context;
    }

    /** Whether these are the very plug-ins, told the same. */
    boolean fits(Use use) {
        return !ended.get()
                && use.model().name().equals(model.name())
                && use.model()
                        .pipeline()
                        .controllerConfig()
                        .equals(model.pipeline().controllerConfig())
                && isSame(use.plugins());
    }

    private boolean isSame(Map<String, ProxyModelPlugin> others) {
        if (others.size() != plugins.size()) {
            return false;
        }
        for (Map.Entry<String, ProxyModelPlugin> one : plugins.entrySet()) {
            if (others.get(one.getKey()) != one.getValue()) {
                return false;
            }
        }
        return true;
    }

    boolean has(ProxyModelPlugin plugin) {
        return plugins.values().stream().anyMatch(one -> one == plugin);
    }

    /** Tells the plug-ins that the session begins; called once. */
    void begin() {
        try {
            for (Map.Entry<String, ProxyModelPlugin> one : plugins.entrySet()) {
                guard.anyway(Plugin.model(one.getKey(), "onSessionCreate"), HOOK_LIMIT, watch -> {
                    one.getValue().onSessionCreate(context);
                    return true;
                });
                created++;
            }
        } catch (PluginFailure e) {
            failure = e;
            LOG.atWarn().addKeyValue("model", model.name()).setCause(e).log("proxy model refused a session");
        } finally {
            begun.countDown();
        }
    }

    /** @throws ProblemException of kind INTERNAL when the model does not want the session */
    void await() {
        try {
            if (!begun.await(HOOK_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ProblemException(
                        ProblemKind.INTERNAL, "proxy model \"" + model.name() + "\" does not begin the session");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(ProblemKind.UNAVAILABLE, "interrupted while the session began", e);
        }
        PluginFailure refused = failure;
        if (refused != null) {
            throw new ProblemException(ProblemKind.INTERNAL, String.valueOf(refused.getMessage()), refused);
        }
    }

    boolean hasFailed() {
        return failure != null;
    }

    void enter() {
        users.incrementAndGet();
    }

    void leave() {
        if (users.decrementAndGet() == 0 && ended.get()) {
            destroy();
        }
    }

    /** Tells the plug-ins that the session is over, as soon as no request uses it. */
    void end() {
        ended.set(true);
        if (users.get() == 0) {
            destroy();
        }
    }

    private void destroy() {
        if (!destroyed.compareAndSet(false, true)) {
            return;
        }
        List<String> names = new ArrayList<>(plugins.keySet()).subList(0, created);
        for (String name : names.reversed()) {
            try {
                guard.anyway(Plugin.model(name, "onSessionDestroy"), HOOK_LIMIT, watch -> {
                    ProxyModelPlugin plugin = plugins.get(name);
                    if (plugin != null) {
                        plugin.onSessionDestroy(context);
                    }
                    return true;
                });
            } catch (PluginFailure e) {
                LOG.atWarn().addKeyValue("model", name).setCause(e).log("proxy model failed at the end of a session");
            }
        }
        context.close();
    }
}
