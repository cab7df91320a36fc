package io.mcpctl.cli.mcp;

import io.mcpctl.cli.http.EventReader;
import io.mcpctl.cli.http.HttpAnswer;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Brings what the server says on its own to the client, and listens again when the stream breaks. */
final class BridgeListener implements Runnable {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final int GONE = 404;
    private static final int NOT_OFFERED = 405;
    private static final int OCCUPIED = 409;
    private static final int DENIED = 401;

    private final McpEndpoint endpoint;
    private final SessionSide session;
    private final Consumer<String> talk;
    private String lastEventId = "";
    private int epoch;
    private Duration pause = FIRST_PAUSE;

    BridgeListener(McpEndpoint endpoint, SessionSide session, Consumer<String> talk) {
        this.endpoint = endpoint;
        this.session = session;
        this.talk = talk;
    }

    @Override
    public void run() {
        try {
            while (listen()) {
                Thread.sleep(pause);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether it is worth trying again. */
    private boolean listen() {
        if (epoch != session.epoch()) {
            epoch = session.epoch();
            lastEventId = "";
        }
        try (HttpAnswer answer = endpoint.listen(lastEventId)) {
            if (answer.status() == GONE) {
                pause = FIRST_PAUSE;
                return session.renew(epoch);
            }
            if (answer.status() != 200 || !answer.eventStream()) {
                return isWorthRepeating(answer.status());
            }
            EventReader events = new EventReader(answer.body());
            for (Optional<EventReader.Event> event = events.next(); event.isPresent(); event = events.next()) {
                pause = FIRST_PAUSE;
                lastEventId =
                        event.get().id().isEmpty() ? lastEventId : event.get().id();
                if (!event.get().data().isBlank()) {
                    session.deliver(event.get().data());
                }
            }
        } catch (IOException e) {
            // The stream broke; requests report their own failures, and the next try may succeed.
        }
        endpoint.refresh();
        return true;
    }

    private boolean isWorthRepeating(int status) {
        if (status == OCCUPIED || (status == DENIED && endpoint.refresh())) {
            return true; // the stream before is not noticed to be dead yet; the bearer was that of an earlier run
        }
        if (status != NOT_OFFERED) {
            talk.accept("messages of the server are not received (status " + status + ")");
        }
        return status >= 500;
    }
}
