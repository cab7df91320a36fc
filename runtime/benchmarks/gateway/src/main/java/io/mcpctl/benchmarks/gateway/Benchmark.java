package io.mcpctl.benchmarks.gateway;

import io.mcpctl.benchmarks.gateway.Row.Running;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures the rows in turns, so that what else the machine does hits all of them alike. */
final class Benchmark {
    private final Options options;
    private final Place place;
    private final Map<Row, Running> rows = new LinkedHashMap<>();

    private record Loaded(List<Long> pids, Load load) {}

    private Benchmark(Options options, Place place) {
        this.options = options;
        this.place = place;
    }

    static void run(Options options) throws IOException, InterruptedException {
        try (Place place = new Place(options.root())) {
            if (options.initializations() > 0) {
                Memory.run(place.mcpctl(), options.initializations());
            } else {
                new Benchmark(options, place).run();
            }
        }
    }

    private void run() throws IOException, InterruptedException {
        for (Row row : Rows.chosen(options.only())) {
            try {
                Running running = row.starter().start(place);
                warmUp(running, options.warmUp());
                rows.put(row, running);
            } catch (IOException e) {
                System.err.println(row.name() + " is left out: " + e.getMessage());
            }
        }
        System.out.println(Table.HEAD);
        for (int size : options.sizes()) {
            for (int sessions : options.sessions()) {
                measure(sessions, size).forEach(System.out::println);
            }
        }
    }

    /** Until the code that matters is compiled; a server may need a moment after its port is open. */
    private static void warmUp(Running running, Duration time) throws IOException, InterruptedException {
        long patience = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (true) {
            try (Load load = Load.open(running.endpoint(), 8)) {
                load.run(time, 100);
                return;
            } catch (IOException e) {
                if (System.nanoTime() > patience) {
                    throw e;
                }
                Thread.sleep(500);
            }
        }
    }

    private List<String> measure(int sessions, int size) throws IOException {
        Map<Row, Loaded> loads = new LinkedHashMap<>();
        Map<Row, Table.Line> lines = new LinkedHashMap<>();
        try {
            for (Map.Entry<Row, Running> entry : rows.entrySet()) {
                try {
                    Load load = Load.open(entry.getValue().endpoint(), sessions);
                    loads.put(entry.getKey(), new Loaded(entry.getValue().pids(), load));
                    load.run(options.warmUp().dividedBy(4), size);
                } catch (IOException e) {
                    System.err.println(
                            entry.getKey().name() + " fails with " + sessions + " sessions: " + e.getMessage());
                }
            }
            for (int round = 0; round < options.rounds(); round++) {
                double direct = 0;
                for (Map.Entry<Row, Loaded> entry : loads.entrySet()) {
                    Row row = entry.getKey();
                    Table.Sample sample = sample(entry.getValue(), size, direct);
                    direct = row.name().equals(Rows.DIRECT) ? sample.perSecond() : direct;
                    lines.computeIfAbsent(row, r -> new Table.Line(r, sessions, size))
                            .add(sample);
                }
            }
        } finally {
            loads.forEach(Benchmark::end);
        }
        List<String> out = new ArrayList<>();
        lines.values().forEach(line -> out.add(line.toString()));
        return out;
    }

    private static void end(Row row, Loaded loaded) {
        try {
            loaded.load().close();
        } catch (IOException e) {
            System.err.println(row.name() + " does not end its sessions: " + e.getMessage());
        }
    }

    private Table.Sample sample(Loaded loaded, int size, double direct) throws IOException {
        double cpu = Processes.cpuMillis(loaded.pids());
        Load.Seen seen = loaded.load().run(options.window(), size);
        cpu = Processes.cpuMillis(loaded.pids()) - cpu;
        if (seen.firstError() != null) {
            System.err.println(seen.errors() + " errors, the first: " + seen.firstError());
        }
        return new Table.Sample(
                seen.latencies().millis(0.5),
                seen.latencies().millis(0.99),
                seen.latencies().millis(0.999),
                seen.perSecond(),
                direct == 0 ? 1 : seen.perSecond() / direct,
                cpu / Math.max(1, seen.latencies().total()),
                Processes.rssMiB(loaded.pids()),
                seen.errors());
    }
}
