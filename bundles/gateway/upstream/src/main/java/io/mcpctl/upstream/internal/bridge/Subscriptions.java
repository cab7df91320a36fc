package io.mcpctl.upstream.internal.bridge;

import io.mcpctl.jsonrpc.api.JsonText;
import io.mcpctl.jsonrpc.api.Messages;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.upstream.api.StatelessUpstream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the client of a session wants to hear of: one listening request at a time, replaced when that changes. */
final class Subscriptions {
    private static final Logger LOG = LoggerFactory.getLogger(Subscriptions.class);
    private static final int MAX_URIS = 1000;
    private static final Duration SETTLE = Duration.ofSeconds(10);

    private final StatelessUpstream server;
    private final Consumer<byte[]> notifications;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile List<String> uris = List.of();
    private volatile Set<String> lists = Set.of();
    private UnaryOperator<byte[]> dress = request -> request;
    private @Nullable Listening listening;
    private boolean closed;

    Subscriptions(StatelessUpstream server, Consumer<byte[]> notifications) {
        this.server = server;
        this.notifications = notifications;
    }

    /**
     * Begins to listen, if there is anything to hear.
     *
     * @param changing which lists the server reports changes of: tools, prompts, resources
     * @param wrap makes a request one of the stateless era
     */
    void begin(Set<String> changing, UnaryOperator<byte[]> wrap) {
        lock.lock();
        try {
            lists = Set.copyOf(changing);
            dress = wrap;
            listen(false);
        } finally {
            lock.unlock();
        }
    }

    /** Returns when the server has heard of it. */
    void add(String uri) {
        lock();
        try {
            if (uris.size() >= MAX_URIS) {
                throw new ProblemException(
                        ProblemKind.THROTTLED,
                        "this session has " + MAX_URIS + " subscriptions; end one of them first");
            }
            if (!uris.contains(uri)) {
                uris = Stream.concat(uris.stream(), Stream.of(uri)).toList();
                listen(true);
            }
        } finally {
            lock.unlock();
        }
    }

    void remove(String uri) {
        lock();
        try {
            if (uris.contains(uri)) {
                uris = uris.stream().filter(known -> !known.equals(uri)).toList();
                listen(true);
            }
        } finally {
            lock.unlock();
        }
    }

    private void lock() {
        try {
            if (lock.tryLock(2 * SETTLE.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(ProblemKind.UNAVAILABLE, "interrupted while subscribing", e);
        }
        throw new ProblemException(ProblemKind.TIMEOUT, "the server does not settle earlier subscriptions");
    }

    /** The new request begins before the old one ends, so that nothing is missed between them. */
    private void listen(boolean patiently) {
        Listening before = listening;
        boolean wanted = !closed && !(lists.isEmpty() && uris.isEmpty());
        Listening next = wanted ? new Listening(server, dress.apply(request()), notifications, this::missed) : null;
        listening = next;
        try {
            if (next != null && patiently && !next.await(SETTLE)) {
                LOG.atDebug().log("subscription not acknowledged yet; trying on");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (before != null) {
                before.close();
            }
        }
    }

    private byte[] request() {
        List<byte[]> filter = new ArrayList<>();
        lists.forEach(list -> filter.add(Messages.ascii("\"" + list + "ListChanged\":true")));
        if (!uris.isEmpty()) {
            filter.add(Messages.join(
                    Messages.ascii("\"resourceSubscriptions\":["),
                    Parts.joined(uris.stream().map(JsonText::encode).toList()),
                    Messages.ascii("]")));
        }
        return Messages.request(
                Messages.ascii("1"),
                "subscriptions/listen",
                Messages.join(Messages.ascii("{\"notifications\":{"), Parts.joined(filter), Messages.ascii("}}")));
    }

    private void missed() {
        lists.forEach(list -> notifications.accept(Messages.notification("notifications/" + list + "/list_changed")));
        uris.forEach(uri -> notifications.accept(Messages.notification(
                "notifications/resources/updated",
                Messages.join(Messages.ascii("{\"uri\":"), JsonText.encode(uri), Messages.ascii("}")))));
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            listen(false);
        } finally {
            lock.unlock();
        }
    }
}
