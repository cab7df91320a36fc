package io.mcpctl.gateway.internal;

import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Messages;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The answer to one POST: plain JSON, or an event stream as soon as another message has to come first. */
final class Reply implements Outlet {
    private static final Logger LOG = LoggerFactory.getLogger(Reply.class);

    private enum State {
        WAITING,
        STREAMING,
        OVER
    }

    private final HttpServletResponse response;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition over = lock.newCondition();
    private State state = State.WAITING;

    Reply(HttpServletResponse response) {
        this.response = response;
    }

    /** Sends a message ahead of the answer; false when the answer was sent already or the client is gone. */
    @Override
    public boolean event(Envelope message) {
        lock.lock();
        try {
            if (state == State.OVER) {
                return false;
            }
            if (state == State.WAITING) {
                Sse.start(response);
                state = State.STREAMING;
                Thread.ofVirtual().name("mcp-keep-alive").start(this::keepAlive);
            }
            Sse.event(response.getOutputStream(), message.message());
            return true;
        } catch (IOException e) {
            gone(e);
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Sends the answer. */
    void finish(byte[] answer) {
        lock.lock();
        try {
            if (state == State.STREAMING) {
                Sse.event(response.getOutputStream(), answer);
            } else if (state == State.WAITING) {
                json(response, HttpServletResponse.SC_OK, answer);
            }
            end();
        } catch (IOException e) {
            gone(e);
        } finally {
            lock.unlock();
        }
    }

    /** Ends without an answer: the client cancelled the request and expects none. */
    void finishSilently() {
        lock.lock();
        try {
            if (state == State.WAITING) {
                Sse.start(response);
            }
            end();
        } catch (IOException e) {
            gone(e);
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        state = State.OVER;
        over.signalAll();
    }

    private void gone(IOException e) {
        end();
        LOG.atDebug().setCause(e).log("client went away before its answer");
    }

    private void keepAlive() {
        lock.lock();
        try {
            while (state == State.STREAMING) {
                if (!over.await(Sse.KEEP_ALIVE.toMillis(), TimeUnit.MILLISECONDS) && state == State.STREAMING) {
                    Sse.comment(response.getOutputStream());
                }
            }
        } catch (IOException e) {
            gone(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    static void json(HttpServletResponse response, int status, byte[] body) throws IOException {
        response.setStatus(status);
        response.setContentType("application/json");
        response.setContentLength(body.length);
        OutputStream out = response.getOutputStream();
        out.write(body);
        out.flush();
    }

    static void error(HttpServletResponse response, HttpFault fault) throws IOException {
        json(
                response,
                fault.status(),
                Messages.error(Messages.ascii("null"), fault.code(), String.valueOf(fault.getMessage())));
    }
}
