package io.mcpctl.gateway.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks several servers at once. */
final class FanOut {
    private static final Logger LOG = LoggerFactory.getLogger(FanOut.class);

    private FanOut() {}

    /**
     * The answers in the order of the links, without those that failed or came too late. A late one goes on, since a
     * server that starts slowly would otherwise never be reached; its end is told by {@code late}.
     */
    static <T> List<T> ask(String what, List<Link> links, Duration limit, Function<Link, T> question, Runnable late) {
        List<Asking<T>> asked =
                links.stream().map(link -> new Asking<>(link, question, late)).toList();
        asked.forEach(asking -> Thread.ofVirtual()
                .name("mcp-" + what + "-" + asking.link.server())
                .start(asking.task));
        long deadline = System.nanoTime() + limit.toNanos();
        List<T> answers = new ArrayList<>();
        for (Asking<T> asking : asked) {
            try {
                answers.add(asking.task.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS));
            } catch (TimeoutException e) {
                asking.tooLate();
                LOG.atWarn().addKeyValue("server", asking.link.server()).log("slow server left out");
            } catch (ExecutionException e) {
                LOG.atWarn()
                        .addKeyValue("server", asking.link.server())
                        .addKeyValue("reason", String.valueOf(e.getCause()))
                        .log("failing server left out");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        return answers;
    }

    private static final class Asking<T> {
        private final Link link;
        private final FutureTask<T> task;
        private final AtomicBoolean missed = new AtomicBoolean();

        Asking(Link link, Function<Link, T> question, Runnable late) {
            this.link = link;
            this.task = new FutureTask<>(() -> {
                T answer = question.apply(link);
                if (missed.get()) {
                    late.run();
                }
                return answer;
            });
        }

        void tooLate() {
            missed.set(true);
        }
    }
}
