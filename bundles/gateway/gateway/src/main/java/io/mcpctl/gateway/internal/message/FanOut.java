package io.mcpctl.gateway.internal.message;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Asks several servers at once. */
public final class FanOut {
    private static final Logger LOG = LoggerFactory.getLogger(FanOut.class);

    private FanOut() {}

    /**
     * The answers in the order of the servers, without those that failed or came too late. A late one goes on, since a
     * server that starts slowly would otherwise never be reached; its end is told by {@code late}.
     */
    public static <S, T> List<T> ask(
            String what,
            List<S> servers,
            Function<S, String> name,
            Duration limit,
            Function<S, T> question,
            Runnable late) {
        List<Asking<T>> asked = servers.stream()
                .map(server -> new Asking<>(name.apply(server), () -> question.apply(server), late))
                .toList();
        asked.forEach(asking ->
                Thread.ofVirtual().name("mcp-" + what + "-" + asking.server).start(asking.task));
        long deadline = System.nanoTime() + limit.toNanos();
        List<T> answers = new ArrayList<>();
        for (Asking<T> asking : asked) {
            try {
                answers.add(asking.task.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS));
            } catch (TimeoutException e) {
                asking.tooLate();
                LOG.atWarn().addKeyValue("server", asking.server).log("slow server left out");
            } catch (ExecutionException e) {
                LOG.atWarn()
                        .addKeyValue("server", asking.server)
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
        private final String server;
        private final FutureTask<T> task;
        private final AtomicBoolean missed = new AtomicBoolean();

        Asking(String server, Supplier<T> question, Runnable late) {
            this.server = server;
            Map<String, String> logged =
                    Optional.ofNullable(MDC.getCopyOfContextMap()).orElse(Map.of());
            this.task = new FutureTask<>(() -> {
                MDC.setContextMap(logged);
                T answer = question.get();
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
