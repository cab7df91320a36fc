package io.mcpctl.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.cli.CliException;
import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.api.ControlApi;
import io.mcpctl.cli.api.Kind;
import io.mcpctl.cli.http.EventReader;
import io.mcpctl.cli.http.HttpAnswer;
import io.mcpctl.cli.text.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code get -w}: follows a kind's changes; a broken stream is taken up where it broke. */
final class Watch {
    private static final int MOST_FAILURES = 10;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Invocation invocation;
    private final ControlApi api;
    private final String path;
    private final WatchOutput output;
    private String lastId = "";
    private int failures;

    Watch(Invocation invocation, ControlApi api, Kind kind, List<String> names) {
        this.invocation = invocation;
        this.api = api;
        boolean table = invocation.format().isTable();
        String view =
                table ? invocation.format().name().toLowerCase(Locale.ROOT) : Documents.view(kind, invocation.format());
        this.path = kind.path() + Query.of(invocation, kind, view).with("watch", "true");
        this.output =
                table ? new WatchTable(invocation, api, kind, names) : new WatchDocuments(invocation, api, kind, names);
    }

    int run() {
        while (!invocation.out().checkError()) {
            try (HttpAnswer answer = api.stream(path, lastId)) {
                if (!answer.eventStream()) {
                    throw CliException.failure("this daemon offers no stream of changes; use `mcpctl get` again");
                }
                follow(new EventReader(answer.body()));
                failed("the daemon ended the stream");
            } catch (IOException e) {
                failed("the stream broke: " + e.getMessage());
            } catch (CliException e) {
                if (e.exitCode() != ExitCode.UNAVAILABLE) {
                    throw e;
                }
                failed(e.sentence());
            }
        }
        return ExitCode.OK; // Whoever read the output has gone.
    }

    private void follow(EventReader events) throws IOException {
        for (Optional<EventReader.Event> event = events.next(); event.isPresent(); event = events.next()) {
            failures = 0;
            if (!event.get().id().isEmpty()) {
                lastId = event.get().id();
            }
            switch (event.get().name()) {
                case "ADDED", "MODIFIED", "DELETED" ->
                    output.changed(event.get().name(), data(event.get()));
                case "BOOKMARK" -> output.complete();
                case "RESET" -> output.startAnew();
                default -> {
                    // A later daemon may have more to say.
                }
            }
            if (invocation.out().checkError()) {
                return;
            }
        }
    }

    private static JsonNode data(EventReader.Event event) throws IOException {
        return Json.read(event.data());
    }

    private void failed(String reason) {
        failures++;
        if (failures > MOST_FAILURES) {
            throw CliException.unavailable("the changes cannot be followed any more: " + reason);
        }
        if (invocation.terminal().talksToPerson()) {
            invocation.terminal().say(reason + "; trying again");
        }
        Duration pause = Duration.ofMillis(100L << Math.min(failures, 6));
        Pause.of(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
    }
}
