package io.mcpctl.cli.mcp;

import io.mcpctl.cli.http.HttpAnswer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Sends messages to a daemon that may be away for a while: what it cannot have seen is sent when it is back. */
final class PatientPost {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final McpEndpoint endpoint;
    private final Duration patience;
    private final Consumer<String> talk;
    private volatile boolean away;

    /** @param patience how long the daemon may be away */
    PatientPost(McpEndpoint endpoint, Duration patience, Consumer<String> talk) {
        this.endpoint = endpoint;
        this.patience = patience;
        this.talk = talk;
    }

    /** How a message is sent once. */
    interface Sending {
        HttpAnswer send() throws IOException;
    }

    HttpAnswer post(RpcLine message, Duration limit) throws IOException {
        return send(message.isReading(), () -> endpoint.post(message.text(), limit));
    }

    HttpAnswer post(RpcLine message, Duration limit, Map<String, String> headers) throws IOException {
        return send(message.isReading(), () -> endpoint.post(message.text(), limit, headers));
    }

    private HttpAnswer send(boolean twice, Sending sending) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        Duration pause = FIRST_PAUSE;
        boolean repeated = false;
        while (true) {
            try {
                HttpAnswer answer = sending.send();
                if (answer.status() != 401 || repeated || !endpoint.refresh()) {
                    back();
                    return answer;
                }
                answer.close(); // the bearer was that of an earlier run of the daemon
                repeated = true;
            } catch (ConnectException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                gone(e);
                pause(pause);
                pause = shorter(pause.multipliedBy(2));
                endpoint.refresh();
            } catch (SocketTimeoutException e) {
                throw e;
            } catch (IOException e) {
                if (!twice || repeated || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                repeated = true;
            }
        }
    }

    private void gone(IOException e) {
        if (!away) {
            away = true;
            talk.accept(endpoint.uri() + " cannot be reached (" + e.getMessage() + "); waiting up to "
                    + patience.toSeconds() + " s for it. `mcpctl up` starts the daemon");
        }
    }

    private void back() {
        if (away) {
            away = false;
            talk.accept(endpoint.uri() + " is back");
        }
    }

    private static Duration shorter(Duration pause) {
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    private static void pause(Duration pause) throws InterruptedIOException {
        try {
            TimeUnit.MILLISECONDS.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the daemon");
        }
    }
}
