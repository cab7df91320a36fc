package io.mcpctl.benchmarks.gateway;

/** Entry point: the benchmark itself, and the small servers it starts as processes of their own. */
public final class Main {
    private Main() {}

    public static void main(String[] args) throws Exception {
        switch (args.length == 0 ? "" : args[0]) {
            case "echo-http" -> new EchoHttp(Integer.parseInt(args[1])).run();
            case "echo-stdio" -> EchoStdio.run();
            case "relay" -> ByteRelay.run(Integer.parseInt(args[1]), Integer.parseInt(args[2]));
            default -> benchmark(args);
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
