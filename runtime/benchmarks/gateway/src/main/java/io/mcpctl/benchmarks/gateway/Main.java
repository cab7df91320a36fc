package io.mcpctl.benchmarks.gateway;

import java.nio.file.Path;

/** Entry point: the benchmark itself, and the small servers it starts as processes of their own. */
public final class Main {
    private Main() {}

    public static void main(String[] args) throws Exception {
        switch (args.length == 0 ? "" : args[0]) {
            case "echo-http" -> new EchoHttp(Integer.parseInt(args[1])).run();
            case "echo-stdio" -> EchoStdio.run();
            case "swap" -> swap(args);
            case "relay" -> ByteRelay.run(Integer.parseInt(args[1]), Integer.parseInt(args[2]));
            default -> benchmark(args);
        }
    }

    private static void swap(String[] args) throws Exception {
        try {
            Path root =
                    Path.of(System.getProperty("root", ".")).toAbsolutePath().normalize();
            System.exit(SwapBenchmark.run(root, SwapOptions.parse(args)) ? 0 : 1);
        } catch (Options.Stop stop) {
            System.err.println(stop.getMessage());
            System.exit(2);
        }
    }

    private static void benchmark(String[] args) throws Exception {
        try {
            Benchmark.run(Options.parse(args));
        } catch (Options.Stop stop) {
            System.out.println(stop.getMessage());
        }
    }
}
