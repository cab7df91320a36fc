package io.mcpctl.gateway.internal.session;

import io.mcpctl.gateway.internal.catalogue.ListKind;
import io.mcpctl.gateway.internal.message.Backchannel;
import io.mcpctl.gateway.internal.message.Handshake;
import io.mcpctl.gateway.internal.message.Rewrite;
import io.mcpctl.gateway.internal.message.RpcFault;
import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Member;
import io.mcpctl.jsonrpc.api.Messages;
import io.mcpctl.jsonrpc.api.Splice;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.upstream.api.Upstream;
import io.mcpctl.upstream.api.UpstreamListener;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One upstream session that several clients use, at the same time or one after the other. Ids and progress tokens of
 * their requests are replaced by numbers that no two of them share, and what the server says finds the client it is for.
 */
final class Trunk implements UpstreamListener {
    private static final Logger LOG = LoggerFactory.getLogger(Trunk.class);
    private static final Duration SETTING_LIMIT = Duration.ofSeconds(10);
    private static final int MAX_QUESTIONS = 256;
    private static final byte[] NOBODY = Messages.ascii("{\"requestId\":0,\"reason\":\"the client has gone\"}");

    private record Flight(Seat seat, byte[] id, byte[] token, boolean asking) {}

    private record Question(Seat seat, byte[] id) {}

    private final Line line;
    private final Trunks trunks;
    private final int maxConcurrency;
    private final boolean endsWithLastSeat;
    private final Opening opening;
    private final Backchannel back = new Backchannel();
    private final Set<Seat> seats = ConcurrentHashMap.newKeySet();
    private final Map<Long, Flight> flights = new ConcurrentHashMap<>();
    private final Map<Long, Question> questions = new ConcurrentHashMap<>();
    private final AtomicInteger busy = new AtomicInteger();
    /** Held while something is set at the server for all. */
    private final ReentrantLock setting = new ReentrantLock();

    private final LowestLevel level = new LowestLevel();
    private final SharedWatches watches = new SharedWatches();
    private volatile long lastUsed = System.nanoTime();
    private volatile boolean over;

    /** {@code endsWithLastSeat}: else it waits for the next client until it is closed. */
    Trunk(Line line, Trunks trunks, Session first, int maxConcurrency, boolean endsWithLastSeat) {
        this.line = line;
        this.trunks = trunks;
        this.maxConcurrency = maxConcurrency;
        this.endsWithLastSeat = endsWithLastSeat;
        this.opening = new Opening(line.server(), () -> open(first));
    }

    Line line() {
        return line;
    }

    private Handshake open(Session first) {
        try {
            Upstream upstream = trunks.dial(line.server(), first.caller(), this);
            back.opened(upstream);
            Handshake handshake = Opening.shakeHands(line.server(), upstream, first.hello(), "");
            if (over) {
                upstream.close();
                throw gone();
            }
            return handshake;
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private ProblemException gone() {
        return new ProblemException(ProblemKind.UPSTREAM, "the session with server \"" + line.server() + "\" ended");
    }

    /** A place at it; null when it is over. */
    @Nullable
    Seat sit(UpstreamListener listener, String wantedLevel) {
        Seat seat = new Seat(this, listener);
        seat.level(wantedLevel);
        synchronized (this) {
            if (over || hasEnded()) {
                return null;
            }
            seats.add(seat);
        }
        try {
            opening.await();
            lastUsed = System.nanoTime();
            setting(() -> {
                level.admit(seats, this::set);
                return Endpoint.EMPTY;
            });
            return seat;
        } catch (RuntimeException e) {
            seat.close();
            throw e;
        }
    }

    byte[] request(Seat seat, byte[] message, Duration limit, String correlation) {
        Envelope request = Envelope.scan(message);
        return switch (request.method()) {
            case "initialize" ->
                opening.await().answer().with(Member.ID, request.raw(Member.ID).orElseThrow());
            case "logging/setLevel" ->
                setting(() ->
                        level.set(seat, seats, request, one -> relay(seat, Envelope.scan(one), limit, correlation)));
            case "resources/subscribe" ->
                setting(() ->
                        watches.subscribe(seat, request, one -> relay(seat, Envelope.scan(one), limit, correlation)));
            case "resources/unsubscribe" ->
                setting(() ->
                        watches.unsubscribe(seat, request, one -> relay(seat, Envelope.scan(one), limit, correlation)));
            default -> relay(seat, request, limit, correlation);
        };
    }

    private byte[] relay(Seat seat, Envelope request, Duration limit, String correlation) {
        long number = trunks.nextNumber();
        byte[] ours = Messages.ascii(Long.toString(number));
        byte[] id = request.raw(Member.ID).orElseThrow();
        byte[] token = request.raw(Member.PARAMS_META_PROGRESS_TOKEN).orElse(new byte[0]);
        Splice splice = new Splice(request.message());
        request.span(Member.ID).ifPresent(span -> splice.replace(span, ours));
        request.span(Member.PARAMS_META_PROGRESS_TOKEN).ifPresent(span -> splice.replace(span, ours));
        try {
            if (busy.incrementAndGet() > maxConcurrency) {
                throw new ProblemException(
                        ProblemKind.THROTTLED,
                        "server \"" + line.server() + "\" has " + maxConcurrency + " requests of all clients under way,"
                                + " as many as sharing.maxConcurrency allows; retry when one is answered");
            }
            flights.put(number, new Flight(seat, id, token, Rewrite.ASKING.contains(request.method())));
            if (!seat.isOpen()) {
                throw gone(); // it left before the flight could be seen
            }
            return Envelope.scan(upstream().request(splice.done(), limit, correlation))
                    .with(Member.ID, id);
        } finally {
            flights.remove(number);
            busy.decrementAndGet();
            lastUsed = System.nanoTime();
        }
    }

    private Upstream upstream() {
        Upstream upstream = back.upstream();
        if (upstream == null) {
            throw gone();
        }
        return upstream;
    }

    /** Sends something on behalf of all. */
    private byte[] set(byte[] request) {
        return upstream().request(request, SETTING_LIMIT);
    }

    private byte[] setting(Supplier<byte[]> work) {
        try {
            if (!setting.tryLock(SETTING_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ProblemException(
                        ProblemKind.TIMEOUT,
                        "server \"" + line.server() + "\" did not take a setting within " + SETTING_LIMIT.toMillis()
                                + " ms");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(ProblemKind.UNAVAILABLE, "interrupted while setting something", e);
        }
        try {
            return work.get();
        } finally {
            setting.unlock();
        }
    }

    /** Takes a notification or a response of a client; what it did not get from here goes nowhere. */
    void send(Seat seat, byte[] message) {
        Envelope envelope = Envelope.scan(message);
        if (envelope.kind() == Envelope.Kind.RESPONSE) {
            Question question = number(envelope.raw(Member.ID).orElse(Session.NO_REQUEST)) instanceof Long number
                    ? questions.get(number)
                    : null;
            if (question != null
                    && question.seat() == seat
                    && questions.values().remove(question)) {
                upstream().send(envelope.with(Member.ID, question.id()));
            }
            return;
        }
        boolean ofOneClient = envelope.is(Member.METHOD, "\"notifications/initialized\"")
                || envelope.is(Member.METHOD, "\"notifications/roots/list_changed\"");
        if (!ofOneClient) {
            upstream().send(message);
        }
    }

    void cancel(Seat seat, byte[] id, byte[] notification) {
        flights.forEach((number, flight) -> {
            if (flight.seat() == seat && Arrays.equals(flight.id(), id)) {
                upstream().cancel(Messages.ascii(Long.toString(number)), notification);
            }
        });
    }

    /** The client has gone: its requests are cancelled, and what it was asked is refused. */
    void leave(Seat seat) {
        boolean last;
        synchronized (this) {
            if (!seats.remove(seat)) {
                return;
            }
            last = endsWithLastSeat && seats.isEmpty();
            over |= last;
        }
        if (last) {
            close();
            return;
        }
        Upstream upstream = back.upstream();
        if (upstream == null || !upstream.isOpen()) {
            return;
        }
        try {
            flights.forEach((number, flight) -> {
                if (flight.seat() == seat) {
                    byte[] gone = Messages.notification("notifications/cancelled", NOBODY);
                    upstream.cancel(Messages.ascii(Long.toString(number)), gone);
                }
            });
            questions.forEach((number, question) -> {
                if (question.seat() == seat && questions.remove(number, question)) {
                    upstream.send(ServerRequests.refusal(question.id()));
                }
            });
        } catch (ProblemException e) {
            LOG.atDebug().addKeyValue("server", line.server()).setCause(e).log("end of a client not told");
        }
        if (watches.has(seat)) {
            Thread.ofVirtual().name("mcp-unsubscribe").start(() -> unwatch(seat));
        }
    }

    private void unwatch(Seat seat) {
        try {
            setting(() -> {
                watches.forget(seat, this::set);
                return Endpoint.EMPTY;
            });
        } catch (ProblemException e) {
            LOG.atDebug().addKeyValue("server", line.server()).setCause(e).log("still subscribed");
        }
    }

    boolean isOpen() {
        Upstream upstream = back.upstream();
        return !over && upstream != null && upstream.isOpen();
    }

    private boolean hasEnded() {
        Upstream upstream = back.upstream();
        return upstream != null && !upstream.isOpen();
    }

    boolean isUsedWithin(long nanos) {
        return busy.get() > 0 || !watches.isEmpty() || System.nanoTime() - lastUsed <= nanos;
    }

    void close() {
        synchronized (this) {
            over = true;
        }
        trunks.ended(this);
        Upstream upstream = back.upstream();
        if (upstream != null) {
            upstream.close();
        }
    }

    @Override
    public void request(byte[] message) {
        request(message, Session.NO_REQUEST);
    }

    @Override
    public void request(byte[] message, byte[] about) {
        Envelope request = Envelope.scan(message);
        byte[] id = request.raw(Member.ID).orElseThrow();
        if (request.is(Member.METHOD, "\"ping\"")) {
            back.answer(Messages.result(id, Endpoint.EMPTY));
            return;
        }
        Flight cause = flight(about);
        List<Seat> asked = cause == null ? inFlight() : List.of(cause.seat());
        if (asked.size() != 1 || questions.size() >= MAX_QUESTIONS) {
            back.answer(Messages.error(
                    id,
                    RpcFault.SERVER_GONE,
                    asked.isEmpty()
                            ? "no client has a call under way at this shared session, so nobody can be asked"
                            : "several clients share this session, and it is not known whom to ask;"
                                    + " sharing.mode session gives each one its own"));
            return;
        }
        long number = trunks.nextNumber();
        questions.put(number, new Question(asked.getFirst(), id));
        byte[] ours = request.with(Member.ID, Messages.ascii(Long.toString(number)));
        asked.getFirst().listener().request(ours, cause == null ? Session.NO_REQUEST : cause.id());
    }

    /** The request of a client by the number that the server knows it by; null when it is none, or over. */
    private @Nullable Flight flight(byte[] number) {
        Long known = number(number);
        return known == null ? null : flights.get(known);
    }

    /** The clients that a question may be for: those with a call, or else with any request. */
    private List<Seat> inFlight() {
        List<Seat> calling = flights.values().stream()
                .filter(Flight::asking)
                .map(Flight::seat)
                .distinct()
                .toList();
        return calling.isEmpty()
                ? flights.values().stream().map(Flight::seat).distinct().toList()
                : calling;
    }

    @Override
    public void notification(byte[] message) {
        notification(message, Session.NO_REQUEST);
    }

    @Override
    public void notification(byte[] message, byte[] about) {
        Envelope notification = Envelope.scan(message);
        if (ListKind.isChange(notification)) {
            trunks.listsChanged(line.server(), message);
            if (endsWithLastSeat) {
                tell(message, seat -> true); // else they hear it like all others
            }
            return;
        }
        switch (notification.method()) {
            case "notifications/progress" -> {
                Flight flight =
                        flight(notification.raw(Member.PARAMS_PROGRESS_TOKEN).orElse(Session.NO_REQUEST));
                if (flight != null && flight.token().length > 0) {
                    flight.seat()
                            .listener()
                            .notification(notification.with(Member.PARAMS_PROGRESS_TOKEN, flight.token()));
                }
            }
            case "notifications/cancelled" -> withdrawn(notification);
            case "notifications/message" -> tell(message, about, seat -> level.passes(seat, notification));
            case "notifications/resources/updated" -> {
                String uri = notification.text(Member.PARAMS_URI).orElse("");
                tell(message, seat -> watches.concerns(seat, uri));
            }
            default -> tell(message, about, seat -> true);
        }
    }

    /** Only the client whose request it came with gets it, if that is known. */
    private void tell(byte[] message, byte[] about, Predicate<Seat> whom) {
        Flight cause = flight(about);
        if (cause == null) {
            tell(message, whom);
        } else if (whom.test(cause.seat())) {
            cause.seat().listener().notification(message, cause.id());
        }
    }

    private void tell(byte[] message, Predicate<Seat> whom) {
        for (Seat seat : seats) {
            if (whom.test(seat)) {
                seat.listener().notification(message);
            }
        }
    }

    /** The server takes a question back. */
    private void withdrawn(Envelope notification) {
        questions.forEach((number, question) -> {
            if (notification.is(Member.PARAMS_REQUEST_ID, question.id()) && questions.remove(number, question)) {
                byte[] ours = Messages.ascii(Long.toString(number));
                question.seat().listener().notification(notification.with(Member.PARAMS_REQUEST_ID, ours));
            }
        });
    }

    private static @Nullable Long number(byte[] raw) {
        long number = 0;
        for (byte digit : raw) {
            if (digit < '0' || digit > '9' || raw.length > 18) {
                return null;
            }
            number = 10 * number + digit - '0';
        }
        return raw.length == 0 ? null : number;
    }

    @Override
    public void closed(String reason) {
        synchronized (this) {
            over = true;
        }
        trunks.ended(this);
        seats.forEach(seat -> seat.listener().closed(reason));
    }
}
