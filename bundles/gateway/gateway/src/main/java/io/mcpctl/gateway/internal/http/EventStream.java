package io.mcpctl.gateway.internal.http;

import io.mcpctl.gateway.internal.message.HttpFault;
import io.mcpctl.gateway.internal.message.Sse;
import io.mcpctl.gateway.internal.session.Journal;
import io.mcpctl.gateway.internal.session.Session;
import io.mcpctl.gateway.internal.session.SessionStream;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stream that a client opens with GET: brings what belongs to no request, until the session ends. With
 * {@code Last-Event-ID} it goes on with the stream that the event was of.
 */
final class EventStream {
    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
    private static final Pattern EVENT_ID = Pattern.compile("(\\d{1,9})-(\\d{1,18})");

    private final Session session;
    private final Outbox outbox;
    private final HttpServletResponse response;

    private EventStream(Session session, Outbox outbox, HttpServletResponse response) {
        this.session = session;
        this.outbox = outbox;
        this.response = response;
    }

    static void run(Session session, @Nullable String lastEvent, HttpServletResponse response) {
        if (!(session.aside() instanceof Outbox outbox)) {
            throw new HttpFault(405, "this session has no event stream");
        }
        session.used();
        try {
            new EventStream(session, outbox, response).run(lastEvent);
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("event stream of a client ended");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            session.used();
        }
    }

    private void run(@Nullable String lastEvent) throws IOException, InterruptedException {
        if (lastEvent == null) {
            aside(false, 0);
            return;
        }
        Matcher id = EVENT_ID.matcher(lastEvent);
        if (!id.matches()) {
            throw unknown(lastEvent);
        }
        int number = Integer.parseInt(id.group(1));
        long after = Long.parseLong(id.group(2));
        if (number == Journal.ASIDE) {
            aside(true, after);
            return;
        }
        SessionStream stream = session.journal().stream(number).orElseThrow(() -> unknown(lastEvent));
        Sse.start(response);
        stream.resume(response.getOutputStream(), after);
    }

    private static HttpFault unknown(String lastEvent) {
        return new HttpFault(
                400,
                "Last-Event-ID '" + lastEvent.replaceAll("[^\\x20-\\x7e]", "?")
                        + "' is of no stream of this session; open the stream without it");
    }

    /** A client that comes back takes the place of its lost connection; any other has to wait for that to end. */
    private void aside(boolean back, long after) throws IOException, InterruptedException {
        int turn = outbox.claim(back).orElseThrow(() -> new HttpFault(409, "the session has an event stream already"));
        try {
            Sse.start(response);
            OutputStream out = response.getOutputStream();
            if (session.journal().primes()) {
                Sse.prime(out, Journal.ASIDE, outbox.written());
            }
            if (back) {
                for (Journal.Entry entry : session.journal().after(Journal.ASIDE, after)) {
                    Sse.event(out, Sse.id(Journal.ASIDE, entry.number()), entry.message(), () -> {});
                }
            }
            pump(turn, out);
        } finally {
            outbox.release(turn);
        }
    }

    private void pump(int turn, OutputStream out) throws IOException, InterruptedException {
        while (!session.isClosed() && outbox.isHeldBy(turn)) {
            Optional<byte[]> message = outbox.next(Sse.KEEP_ALIVE);
            if (message.isEmpty()) {
                if (!session.isClosed()) {
                    Sse.comment(out);
                }
                continue;
            }
            if (!outbox.isHeldBy(turn)) {
                outbox.putBack(message.get());
                return;
            }
            try {
                long number = outbox.written() + 1;
                Sse.event(out, Sse.id(Journal.ASIDE, number), message.get(), () -> {});
                outbox.wrote();
                session.journal().keep(Journal.ASIDE, number, message.get());
            } catch (IOException e) {
                outbox.putBack(message.get());
                throw e;
            }
        }
    }
}
