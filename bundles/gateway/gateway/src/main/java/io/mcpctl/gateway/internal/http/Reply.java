package io.mcpctl.gateway.internal.http;

import io.mcpctl.gateway.internal.message.ClientReply;
import io.mcpctl.gateway.internal.message.HttpFault;
import io.mcpctl.gateway.internal.message.Slices;
import io.mcpctl.gateway.internal.message.Sse;
import io.mcpctl.gateway.internal.session.Session;
import io.mcpctl.gateway.internal.session.SessionStream;
import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Messages;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The answer to one POST: plain JSON, or an event stream as soon as another message has to come first. */
final class Reply implements ClientReply {
    private static final Logger LOG = LoggerFactory.getLogger(Reply.class);

    private final HttpServletResponse response;
    private final Session session;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable SessionStream stream;
    private boolean over;

    Reply(HttpServletResponse response, Session session) {
        this.response = response;
        this.session = session;
    }

    /** Sends a message ahead of the answer; false when the answer was sent already or the client is gone. */
    @Override
    public boolean event(Envelope message) {
        lock.lock();
        try {
            if (over) {
                return false;
            }
            SessionStream to = stream;
            if (to == null) {
                Sse.start(response);
                to = session.journal().open();
                to.begin(response.getOutputStream());
                stream = to;
            }
            return to.send(message.message());
        } catch (IOException e) {
            gone(e);
            return false;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void finish(byte[] answer) {
        finishWith(List.of(answer), answer);
    }

    /** Sends the answers of a batch. */
    void finishAll(List<byte[]> answers) {
        finishWith(answers, Batch.array(answers));
    }

    private void finishWith(List<byte[]> events, byte[] json) {
        lock.lock();
        try {
            over = true;
            SessionStream to = stream;
            if (to == null) {
                json(response, HttpServletResponse.SC_OK, json);
            } else {
                events.forEach(to::send);
                to.finish();
            }
        } catch (IOException e) {
            gone(e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void finishSilently() {
        lock.lock();
        try {
            over = true;
            if (stream == null) {
                Sse.start(response);
            } else {
                stream.finish();
            }
        } catch (IOException e) {
            gone(e);
        } finally {
            lock.unlock();
        }
    }

    private void gone(IOException e) {
        over = true;
        LOG.atDebug().setCause(e).log("client went away before its answer");
    }

    static void json(HttpServletResponse response, int status, byte[] body) throws IOException {
        response.setStatus(status);
        response.setContentType("application/json");
        response.setContentLength(body.length);
        Slices.write(response.getOutputStream(), body);
    }

    static void error(HttpServletResponse response, HttpFault fault) throws IOException {
        json(
                response,
                fault.status(),
                Messages.error(
                        Messages.ascii("null"),
                        fault.code(),
                        String.valueOf(fault.getMessage()),
                        Messages.ascii("{\"status\":" + fault.status() + "}")));
    }
}
