package io.mcpctl.gateway.internal;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The stream that a client opens with GET: brings what belongs to no request, until the session ends. */
final class EventStream {
    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);

    private EventStream() {}

    static void run(Session session, HttpServletResponse response) {
        if (!(session.aside() instanceof Outbox outbox)) {
            throw new HttpFault(405, "this session has no event stream");
        }
        if (!outbox.claim()) {
            throw new HttpFault(409, "the session has an event stream already");
        }
        session.used();
        try {
            Sse.start(response);
            pump(session, outbox, response.getOutputStream());
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("event stream of a client ended");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            session.used();
            outbox.release();
        }
    }

    private static void pump(Session session, Outbox outbox, OutputStream out) throws IOException, InterruptedException {
        while (!session.isClosed()) {
            Optional<byte[]> message = outbox.next(Sse.KEEP_ALIVE);
            if (message.isEmpty()) {
                if (!session.isClosed()) {
                    Sse.comment(out);
                }
                continue;
            }
            try {
                Sse.event(out, message.get());
            } catch (IOException e) {
                outbox.putBack(message.get());
                throw e;
            }
        }
    }
}
