package io.mcpctl.benchmarks.gateway;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** A stage, a proxy model and an orchestrator are exchanged while sessions call through all three of them. */
final class SwapBenchmark {
    private static final double MOST_RATIO = 5;
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final int PATIENCE = 24;

    private final SwapOptions options;
    private final SwapDaemon daemon;
    private final long pid;
    private final Map<SwapPlugins.Kind, List<Path>> jars = new LinkedHashMap<>();
    private final List<String> misses = new ArrayList<>();
    private int swaps;

    private SwapBenchmark(SwapOptions options, SwapDaemon daemon, long pid) {
        this.options = options;
        this.daemon = daemon;
        this.pid = pid;
    }

    /** Whether all targets were reached. */
    static boolean run(Path root, SwapOptions options) throws Exception {
        try (Place place = new Place(root)) {
            Mcpctl mcpctl = place.keep(Mcpctl.withPipeline(root, place.folder()));
            try (SwapDaemon daemon = mcpctl.rest()) {
                SwapBenchmark benchmark = new SwapBenchmark(options, daemon, mcpctl.pid());
                for (SwapPlugins.Kind kind : SwapPlugins.ALL) {
                    Path one = kind.jar(root, place.folder(), "1.0.0");
                    benchmark.jars.put(kind, List.of(one, kind.jar(root, place.folder(), "1.0.1")));
                    daemon.install(one);
                }
                mcpctl.applySwapping(place.echoPort());
                return benchmark.measure(List.of(
                        mcpctl.endpoint("piped", "web"),
                        mcpctl.endpoint("modelled", "web"),
                        mcpctl.endpoint("run", "pipe")));
            }
        }
    }

    private boolean measure(List<Endpoint> endpoints) throws Exception {
        try (Load load = Load.await(endpoints, options.sessions())) {
            String instance = daemon.containerId();
            load.run(options.window().dividedBy(6).plusSeconds(3), options.size());
            swapAll(5);
            load.run(options.window().dividedBy(12).plusSeconds(1), options.size());
            swaps = 0;

            Load.Seen quiet = load.run(options.window(), options.size());
            Load.Seen busy = whileSwapping(load);
            print(quiet, busy);

            swaps = 0;
            SwapLevel before = SwapLevel.of(pid);
            swapAll(options.swaps());
            SwapLevel after = awaitLevel(before);
            print(before, after);
            boolean stayed = instance.equals(daemon.containerId());
            require(stayed && !instance.isEmpty(), "the instance of the exchanged orchestrator was started again");
            require(daemon.plugins().contains("\"threadsLeft\":[]"), "threads were left: " + daemon.plugins());
        }
        System.out.println(misses.isEmpty() ? "All targets are reached." : "Missed: " + String.join("; ", misses));
        return misses.isEmpty();
    }

    private Load.Seen whileSwapping(Load load) throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        try (ExecutorService swapper = Executors.newSingleThreadExecutor()) {
            Future<Boolean> swapping = swapper.submit(() -> {
                for (long next = System.nanoTime(); !over.get(); next += PERIOD.toNanos()) {
                    TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
                    swapAll(1);
                }
                return true;
            });
            Load.Seen seen = load.run(options.window(), options.size());
            over.set(true);
            swapping.get(2, TimeUnit.MINUTES);
            return seen;
        } catch (ExecutionException e) {
            throw new IOException("a plug-in cannot be exchanged: " + e.getCause(), e);
        }
    }

    /** Each plug-in as often, to its other version. */
    private void swapAll(int times) throws IOException, InterruptedException {
        for (int i = 0; i < times; i++) {
            swaps++;
            for (Map.Entry<SwapPlugins.Kind, List<Path>> each : jars.entrySet()) {
                daemon.upgrade(each.getKey().name(), each.getValue().get(swaps % 2));
            }
        }
    }

    private SwapLevel awaitLevel(SwapLevel before) throws IOException, InterruptedException {
        SwapLevel level = SwapLevel.of(pid);
        for (int i = 0; i < PATIENCE && !level.isBackAt(before); i++) {
            Thread.sleep(2500);
            level = SwapLevel.of(pid);
        }
        return level;
    }

    private void print(Load.Seen quiet, Load.Seen busy) {
        System.out.println("| window | calls | failed | lost | p50 ms | p99 ms | p99.9 ms | exchanges |");
        System.out.println("|---|---:|---:|---:|---:|---:|---:|---:|");
        row("quiet", quiet, 0);
        row("exchanging", busy, swaps * jars.size());
        double ratio = busy.latencies().millis(0.99) / quiet.latencies().millis(0.99);
        System.out.printf(Locale.ROOT, "%np99 while exchanging / quiet: %.2f (at most %.0f)%n%n", ratio, MOST_RATIO);
        require(ratio <= MOST_RATIO, "p99 grows too much");
        require(quiet.errors() == 0, "calls fail without any exchange: " + quiet.firstError());
        require(busy.errors() == 0, "calls fail or are lost: " + busy.firstError());
        double wanted = 0.8 * options.window().toSeconds();
        require(swaps >= wanted, "only " + swaps + " exchanges of each plug-in, one exchange takes too long");
    }

    private static void row(String name, Load.Seen seen, int exchanges) {
        System.out.printf(
                Locale.ROOT,
                "| %s | %d | %d | %d | %.2f | %.2f | %.2f | %d |%n",
                name,
                seen.latencies().total(),
                seen.errors() - seen.lost(),
                seen.lost(),
                seen.latencies().millis(0.5),
                seen.latencies().millis(0.99),
                seen.latencies().millis(0.999),
                exchanges);
    }

    private void print(SwapLevel before, SwapLevel after) {
        System.out.println("| after a collection | threads | metaspace KiB | class loaders of bundles | classes |");
        System.out.println("|---|---:|---:|---:|---:|");
        row("before", before);
        row("after " + swaps + " exchanges of each", after);
        System.out.println();
        require(after.isBackAt(before), "threads or metaspace are not back at their level");
    }

    private static void row(String name, SwapLevel level) {
        System.out.printf(
                Locale.ROOT,
                "| %s | %d | %d | %d | %d |%n",
                name,
                level.threads(),
                level.metaspaceKiB(),
                level.loaders(),
                level.classes());
    }

    private void require(boolean reached, String miss) {
        if (!reached) {
            misses.add(miss);
        }
    }
}
