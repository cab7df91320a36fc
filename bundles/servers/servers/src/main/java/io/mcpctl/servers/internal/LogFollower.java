package io.mcpctl.servers.internal;

import io.mcpctl.orchestrator.api.LogMark;
import io.mcpctl.orchestrator.api.LogPart;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.resources.api.Reply;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Sends what an instance writes, line by line, until it ends or the reader leaves. */
final class LogFollower implements Reply.EventSource {
    static final int MAX_READERS = 64;

    private static final String ENDED = "the instance ended";
    private static final Duration LOOK = Duration.ofMillis(250);
    private static final int LOOKS_PER_PING = 40;
    /** What a process wrote last arrives a little after its end. */
    private static final int LOOKS_AFTER_END = 3;

    private final WorkDesk desk;
    private final String server;
    private final Containers.Place place;
    private final LogMark begin;
    private final Semaphore readers;
    private final CountDownLatch closing;

    LogFollower(
            WorkDesk desk,
            String server,
            Containers.Place place,
            LogMark begin,
            Semaphore readers,
            CountDownLatch closing) {
        this.desk = desk;
        this.server = server;
        this.place = place;
        this.begin = begin;
        this.readers = readers;
        this.closing = closing;
    }

    @Override
    public void run(Reply.EventSink sink) throws IOException, InterruptedException {
        if (!readers.tryAcquire()) {
            return;
        }
        try {
            follow(sink);
        } catch (ProblemException e) {
            // A replaced instance takes its log along.
            sink.send(
                    "",
                    "end",
                    e.kind() == ProblemKind.NOT_FOUND ? ENDED : e.problem().detail());
        } finally {
            readers.release();
        }
    }

    private void follow(Reply.EventSink sink) throws IOException, InterruptedException {
        LogMark mark = begin;
        int idle = 0;
        int ended = 0;
        while (true) {
            LogPart part = Containers.work(desk).logAfter(server, place.orchestrator(), place.containerId(), mark);
            for (String line : lines(part.stdout())) {
                sink.send("", "stdout", line);
            }
            for (String line : lines(part.stderr())) {
                sink.send("", "stderr", line);
            }
            if (!part.next().equals(mark)) {
                mark = part.next();
                idle = 0;
                continue;
            }
            ended = ended() ? ended + 1 : 0;
            if (ended == LOOKS_AFTER_END) {
                sink.send("", "end", ENDED);
                return;
            }
            if (++idle % LOOKS_PER_PING == 0) {
                sink.ping();
            }
            if (closing.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        }
    }

    /** An empty line is a line too. */
    private static List<String> lines(String text) {
        return text.lines().map(line -> line.isEmpty() ? " " : line).toList();
    }

    private boolean ended() {
        return Containers.work(desk)
                .inspect(place.orchestrator(), place.containerId())
                .map(info -> info.exitCode().isPresent())
                .orElse(true);
    }
}
