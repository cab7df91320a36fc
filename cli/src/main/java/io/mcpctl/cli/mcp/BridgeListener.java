package io.mcpctl.cli.mcp;

import io.mcpctl.cli.http.EventReader;
import io.mcpctl.cli.http.HttpAnswer;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;

/** Brings what the server says on its own to the client, and listens again when the stream breaks. */
final class BridgeListener implements Runnable {
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final McpEndpoint endpoint;
    private final BridgeOutput out;
    private final PrintStream talk;
    private String lastEventId = "";
    private Duration pause = Duration.ofMillis(200);

    BridgeListener(McpEndpoint endpoint, BridgeOutput out, PrintStream talk) {
        this.endpoint = endpoint;
        this.out = out;
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
        try (HttpAnswer answer = endpoint.listen(lastEventId)) {
            if (answer.status() != 200 || !answer.eventStream()) {
                if (answer.status() != 405) {
                    talk.println("mcpctl: messages of the server are not received (status " + answer.status() + ")");
                }
                return answer.status() >= 500;
            }
            EventReader events = new EventReader(answer.body());
            for (Optional<EventReader.Event> event = events.next(); event.isPresent(); event = events.next()) {
                pause = Duration.ofMillis(200);
                lastEventId =
                        event.get().id().isEmpty() ? lastEventId : event.get().id();
                if (!event.get().data().isBlank()) {
                    out.message(event.get().data());
                }
            }
        } catch (IOException e) {
            // The stream broke; requests report their own failures, and the next try may succeed.
        }
        return true;
    }
}
