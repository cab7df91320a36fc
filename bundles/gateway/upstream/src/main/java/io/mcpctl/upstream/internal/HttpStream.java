package io.mcpctl.upstream.internal;

import java.io.IOException;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server's own stream of a session: opened again with a growing pause whenever it ends. */
final class HttpStream implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpStream.class);
    /** A server without such a stream says 405, some say otherwise; what else goes wrong may pass. */
    private static final Set<Integer> FOR_GOOD = Set.of(400, 401, 403, 404, 405, 406, 410, 501);

    private static final long FIRST_PAUSE = 1000;
    private static final long LONGEST_PAUSE = 30_000;

    private final String server;
    private final HttpSender sender;
    private final HttpRequests requests;
    private final Calls calls;
    private final Runnable lost;
    private String lastId = "";
    private long pause = FIRST_PAUSE;
    private boolean offered = true;
    private boolean broken;
    private boolean seen;

    /** @param lost called when the server no longer knows the session */
    HttpStream(String server, HttpSender sender, HttpRequests requests, Calls calls, Runnable lost) {
        this.server = server;
        this.sender = sender;
        this.requests = requests;
        this.calls = calls;
        this.lost = lost;
    }

    @Override
    public void run() {
        try {
            while (!sender.isClosed()) {
                try {
                    byte[] request = requests.events(lastId);
                    sender.stream(connection -> connection.write(request), this::read);
                } catch (IOException e) {
                    LOG.atDebug().addKeyValue("server", server).setCause(e).log("stream of the server broke");
                }
                if (!offered || sender.isClosed()) {
                    return;
                }
                if (pause > FIRST_PAUSE && !broken) {
                    broken = true;
                    LOG.atWarn().addKeyValue("server", server).log("stream of a server does not stay open; trying on");
                }
                Thread.sleep(pause);
                pause = Math.min(LONGEST_PAUSE, pause * 2);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    private void read(HttpBody body) throws IOException {
        HttpHead head = body.head();
        if (FOR_GOOD.contains(head.status()) || (head.status() == 200 && !head.isEvents())) {
            offered = false;
            if (head.status() == 404 && seen) {
                lost.run(); // a server without streams may say 404, too; this one had one
            }
            return;
        }
        if (head.status() != 200) {
            return;
        }
        seen = true;
        if (broken) {
            broken = false;
            LOG.atInfo().addKeyValue("server", server).log("stream of a server is open again");
        }
        EventReader events = sender.events(body, lastId);
        try {
            byte[] message;
            while (!sender.isClosed() && (message = events.next()) != null) {
                calls.receive(message);
                pause = FIRST_PAUSE;
            }
        } finally {
            events.release();
            lastId = events.lastId();
            pause = Math.max(pause, events.retryMillis());
        }
    }
}
