package io.mcpctl.gateway.internal.session;

import io.mcpctl.gateway.internal.access.ModelSlot;
import io.mcpctl.gateway.internal.access.Party;
import io.mcpctl.gateway.internal.access.Route;
import io.mcpctl.gateway.internal.catalogue.Offer;
import io.mcpctl.gateway.internal.catalogue.ResourceIndex;
import io.mcpctl.gateway.internal.message.Aside;
import io.mcpctl.gateway.internal.message.Hello;
import io.mcpctl.gateway.internal.message.Outlet;
import io.mcpctl.gateway.internal.message.RequestIds;
import io.mcpctl.gateway.internal.message.RpcFault;
import io.mcpctl.identity.api.Caller;
import io.mcpctl.identity.api.Principal;
import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Member;
import io.mcpctl.jsonrpc.api.Messages;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** One client at one endpoint, from {@code initialize} to its end. */
public final class Session implements Party {
    /** The id of no request. */
    static final byte[] NO_REQUEST = {};

    private static final int MAX_EXCHANGES = 256;
    private static final int MAX_LATE_CANCELS = 64;
    private static final Duration OVERTAKEN = Duration.ofMillis(300);
    /** As long as a server may take to start a session. */
    private static final int CANCELS = (int) (Opening.LIMIT.toMillis() / OVERTAKEN.toMillis());

    /** Since this revision a stream begins with an event that only has an id; clients of older ones trip over it. */
    private static final String PRIMING = "2025-11-25";

    private final long begin = System.nanoTime();

    private final String id;
    private final Route route;
    private final Hello hello;
    private final Backend backend;
    private final Map<String, Link> links = new ConcurrentHashMap<>();
    private final Map<String, Exchange> exchanges = new ConcurrentHashMap<>();
    /** Newest first: messages that name no request go with the newest one at their server. */
    private final ConcurrentLinkedDeque<Exchange> newest = new ConcurrentLinkedDeque<>();

    private final RequestIds requests;
    private final ServerRequests serverRequests = new ServerRequests();
    private final Semaphore lateCancels = new Semaphore(MAX_LATE_CANCELS);
    private final Aside aside;
    private final ModelSlot model;
    private volatile Caller caller;
    private volatile Offer offer = Offer.NOTHING;
    private volatile @Nullable ResourceIndex resources;
    private volatile String revision = "";
    private volatile long lastUsed = System.nanoTime();
    private volatile Journal journal = new Journal(false);
    private volatile boolean silent = true;
    private volatile boolean closed;

    public Session(String id, Caller caller, Route route, Hello hello, Backend backend, Aside aside) {
        this.id = id;
        this.requests = RequestIds.of(id);
        this.caller = caller;
        this.route = route;
        this.hello = hello;
        this.backend = backend;
        this.aside = aside;
        this.model = new ModelSlot(aside);
    }

    /** Enough of the id to find it in logs, too little to use it. */
    String shortId() {
        return id.substring(0, Math.min(id.length(), id.indexOf('-') + 9));
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Principal principal() {
        return caller.principal();
    }

    /** Names of its requests. */
    public RequestIds requests() {
        return requests;
    }

    @Override
    public Route route() {
        return route;
    }

    public Hello hello() {
        return hello;
    }

    public Aside aside() {
        return aside;
    }

    public ModelSlot model() {
        return model;
    }

    public ServerRequests serverRequests() {
        return serverRequests;
    }

    /** Whom it acts for, with the bearer of the latest request. */
    public Caller caller() {
        return caller;
    }

    /** Whether it is this caller's; from then on it acts with the bearer that was sent now. */
    public boolean belongsTo(Caller now, Route asked) {
        boolean same = caller.isSameAs(now) && route.equals(asked);
        if (same) {
            caller = now;
        }
        return same;
    }

    /** The revision that was agreed on. */
    public String revision() {
        return revision;
    }

    public void agreed(String chosen) {
        revision = chosen;
        journal = new Journal(chosen.compareTo(PRIMING) >= 0);
    }

    /** What its event streams wrote of late. */
    public Journal journal() {
        return journal;
    }

    /** Any sign of life of the client. */
    public void used() {
        lastUsed = System.nanoTime();
        silent = false;
    }

    boolean isSilent() {
        return silent;
    }

    Duration quietFor() {
        return Duration.ofNanos(System.nanoTime() - lastUsed);
    }

    Duration age() {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    public boolean isBusy() {
        return aside.isAwaited() || !exchanges.isEmpty();
    }

    public boolean isClosed() {
        return closed;
    }

    public Link link(String server) {
        Link link = links.computeIfAbsent(server, name -> new Link(this, name, backend));
        if (closed) {
            link.close();
        }
        return link;
    }

    public Collection<Link> links() {
        return links.values();
    }

    /** Takes notice of what the session may use now; tells the client when it is other than before. */
    public void attach(Offer now) {
        if (offer.equals(now)) {
            return;
        }
        offer = now; // two requests that notice it at one time tell it twice, which the outbox makes one
        links.forEach((name, link) -> {
            if (!now.servers().contains(name) && links.remove(name, link)) {
                link.close();
            }
        });
        listsChanged();
    }

    /** What there is at the beginning: no news for the client. */
    public void attachFirst(Offer now) {
        offer = now;
    }

    public Offer offer() {
        return offer;
    }

    /** Passes on that a list of a server changed, unless an upstream session of its own tells it. */
    void heard(String server, byte[] notification) {
        Link link = links.get(server);
        if (link != null && !link.hears()) {
            resourcesChanged();
            aside.addOnce(notification);
        }
    }

    public void listsChanged() {
        resourcesChanged();
        for (String kind : List.of("tools", "resources", "prompts")) {
            aside.addOnce(Messages.notification("notifications/" + kind + "/list_changed"));
        }
    }

    @Nullable
    public ResourceIndex resources() {
        return resources;
    }

    public void resources(ResourceIndex index) {
        resources = index;
    }

    void resourcesChanged() {
        resources = null;
    }

    /** {@code correlation}: what the request is called. */
    public Exchange begin(Envelope request, Outlet outlet, String correlation) {
        Exchange exchange = new Exchange(request, outlet, correlation);
        if (exchanges.size() >= MAX_EXCHANGES) {
            throw new RpcFault(
                    RpcFault.SERVER_GONE,
                    "the session has " + MAX_EXCHANGES + " requests in flight; try again later",
                    "{\"retryAfterMs\":1000}");
        }
        if (exchanges.putIfAbsent(key(exchange.id()), exchange) != null) {
            throw new RpcFault(RpcFault.INVALID_REQUEST, "a request with this \"id\" is in flight already");
        }
        newest.addFirst(exchange);
        return exchange;
    }

    public void end(Exchange exchange) {
        exchanges.remove(key(exchange.id()), exchange);
        newest.remove(exchange);
    }

    /**
     * A cancellation may overtake its request, which came over another connection, is on its way to the server, or waits for
     * that to start: what is not over soon is cancelled again.
     */
    public void cancel(Envelope notification) {
        notification.raw(Member.PARAMS_REQUEST_ID).map(Session::key).ifPresent(request -> {
            cancel(request, notification);
            if (lateCancels.tryAcquire()) {
                Thread.ofVirtual().name("mcp-cancel-again").start(() -> {
                    try {
                        for (int times = 0; times < CANCELS; times++) {
                            Thread.sleep(OVERTAKEN);
                            if (!cancel(request, notification)) {
                                return;
                            }
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    } finally {
                        lateCancels.release();
                    }
                });
            }
        });
    }

    /** False when it is over, or did not come yet. */
    private boolean cancel(String request, Envelope notification) {
        Exchange exchange = exchanges.get(request);
        if (exchange != null) {
            exchange.cancel(notification.message());
        }
        return exchange != null;
    }

    private static String key(byte[] raw) {
        return new String(raw, StandardCharsets.ISO_8859_1);
    }

    /**
     * Brings a server's message to the client: with the request it belongs to, else over the event stream.
     *
     * @param about id of the request it came with; empty when the connection does not tell, then the newest one at that
     *     server gets it
     */
    void deliver(Link link, Envelope message, byte[] about) {
        Exchange with = about.length == 0 ? null : exchanges.get(key(about));
        if (with != null && with.isAt(link) && with.outlet().event(message)) {
            return;
        }
        byte[] token = message.is(Member.METHOD, "\"notifications/progress\"")
                ? message.raw(Member.PARAMS_PROGRESS_TOKEN).orElse(new byte[0])
                : new byte[0];
        for (Exchange exchange : newest) {
            boolean related = token.length > 0 ? exchange.hasToken(token) : exchange.isAt(link);
            if (related && exchange.outlet().event(message)) {
                return;
            }
        }
        aside.add(link.server(), message.message()).ifPresent(serverRequests::undelivered);
    }

    public void close() {
        closed = true;
        model.close();
        links.values().forEach(Link::close);
        links.clear();
        journal.close();
        aside.close();
    }
}
