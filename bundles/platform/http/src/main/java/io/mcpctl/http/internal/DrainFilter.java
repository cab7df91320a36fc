package io.mcpctl.http.internal;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardFilterAsyncSupported;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardFilterPattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets running requests finish before the framework stops: new ones are refused meanwhile. Streams of events do not
 * count, they end with those who feed them.
 */
@Component(service = Filter.class, property = "service.ranking:Integer=200")
@HttpWhiteboardFilterPattern("/*")
@HttpWhiteboardFilterAsyncSupported
public final class DrainFilter extends HttpFilter implements SynchronousBundleListener {
    private static final long serialVersionUID = 1L;
    private static final Logger log = LoggerFactory.getLogger(DrainFilter.class);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final transient BundleContext context;
    private final transient ReentrantLock lock = new ReentrantLock();
    private final transient Condition ended = lock.newCondition();
    private final transient Set<HttpServletResponse> running = ConcurrentHashMap.newKeySet();
    private volatile boolean draining;

    @Activate
    public DrainFilter(BundleContext context) {
        this.context = context;
        context.addBundleListener(this);
    }

    @Deactivate
    void close() {
        context.removeBundleListener(this);
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (draining) {
            response.setHeader("Connection", "close");
            response.setHeader("Retry-After", "5");
            Problems.write(response, new ProblemException(ProblemKind.UNAVAILABLE, "the daemon is stopping"));
            return;
        }
        running.add(response);
        try {
            chain.doFilter(request, response);
        } finally {
            leave(response);
        }
    }

    private void leave(HttpServletResponse response) {
        running.remove(response);
        if (draining) {
            lock.lock();
            try {
                ended.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        if (event.getType() == BundleEvent.STOPPING && event.getBundle().getBundleId() == 0) {
            drain(LIMIT);
        }
    }

    void drain(Duration limit) {
        draining = true;
        lock.lock();
        try {
            long deadline = System.nanoTime() + limit.toNanos();
            while (requests() > 0 && System.nanoTime() < deadline) {
                // Asked again now and then: an answer may turn out to be a stream.
                ended.await(100, TimeUnit.MILLISECONDS);
            }
            if (requests() > 0) {
                log.atWarn().addKeyValue("requests", requests()).log("requests were cut off by the stop");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /** A stream shows itself by its type, once its answer has begun. */
    private long requests() {
        return running.stream()
                .filter(response -> !String.valueOf(response.getContentType()).startsWith("text/event-stream"))
                .count();
    }
}
