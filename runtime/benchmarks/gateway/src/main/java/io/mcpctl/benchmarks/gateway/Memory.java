package io.mcpctl.benchmarks.gateway;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Whether sessions of clients that never come back leave memory behind. */
final class Memory {
    /** Silent sessions end after a minute. */
    private static final Duration FORGOTTEN = Duration.ofSeconds(75);

    private Memory() {}

    static void run(Mcpctl daemon, int sessions) throws IOException, InterruptedException {
        Endpoint endpoint = daemon.project("web", false);
        try (Load load = Load.await(List.of(endpoint), 8)) {
            load.run(Duration.ofSeconds(5), 100);
        }
        print("before", daemon.pid());
        for (String when : new String[] {"first", "second"}) {
            int refused = 0;
            long begin = System.nanoTime();
            for (int i = 0; i < sessions; i++) {
                try {
                    Client.openAndForget(endpoint);
                } catch (IOException e) {
                    refused++;
                }
            }
            System.out.printf(
                    Locale.ROOT,
                    "%s %d sessions in %.1f s, %d refused%n",
                    when,
                    sessions,
                    (System.nanoTime() - begin) / 1e9,
                    refused);
            print("right after", daemon.pid());
            Thread.sleep(FORGOTTEN);
            print("when they are forgotten", daemon.pid());
        }
    }

    private static void print(String when, long pid) throws IOException, InterruptedException {
        double rss = Processes.rssMiB(pid);
        jcmd(pid, "GC.run");
        String heap = jcmd(pid, "GC.heap_info")
                .lines()
                .filter(line -> line.contains("used"))
                .map(line -> line.strip().replaceAll(" \\[.*", ""))
                .reduce((a, b) -> a + "; " + b)
                .orElse("");
        System.out.printf(
                Locale.ROOT,
                "%-24s RSS %4.0f MiB, after a collection %4.0f MiB; %s%n",
                when,
                rss,
                Processes.rssMiB(pid),
                heap);
    }

    /** What a command of the JVM's own tool prints. */
    static String jcmd(long pid, String command) throws IOException, InterruptedException {
        String program = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process process = new ProcessBuilder(program, String.valueOf(pid), command).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return out;
    }
}
