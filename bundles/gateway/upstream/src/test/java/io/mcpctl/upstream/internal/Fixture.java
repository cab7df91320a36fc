package io.mcpctl.upstream.internal;

import io.mcpctl.orchestrator.api.StdioChannel;
import io.mcpctl.upstream.api.UpstreamTarget;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The fixture server as a process. */
record Fixture(Process process, String addresses) implements AutoCloseable {

    static Fixture http(String... options) throws IOException {
        Process process = start("--http", options);
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        return new Fixture(process, String.valueOf(out.readLine()));
    }

    static Fixture stdio(String... options) throws IOException {
        return new Fixture(start("--stdio", options), "");
    }

    private static Process start(String transport, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "io.mcpctl.fixture.Main",
                transport));
        if (transport.equals("--http")) {
            command.add("0");
        }
        command.addAll(List.of("--parent", Long.toString(ProcessHandle.current().pid())));
        command.addAll(List.of(options));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    UpstreamTarget target() {
        return addresses.isEmpty()
                ? new UpstreamTarget.Stdio("fixture", new Channel(process))
                : new UpstreamTarget.Http("fixture", address("url"), Map.of());
    }

    URI address(String name) {
        return URI.create(addresses.replaceAll(".*\"" + name + "\":\"([^\"]*)\".*", "$1"));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private record Channel(Process process) implements StdioChannel {
        @Override
        public InputStream output() {
            return process.getInputStream();
        }

        @Override
        public OutputStream input() {
            return process.getOutputStream();
        }

        @Override
        public Optional<Integer> awaitExit(Duration limit) throws InterruptedException {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)
                    ? Optional.of(process.exitValue())
                    : Optional.empty();
        }

        @Override
        public String lastErrorLines() {
            return "last words";
        }

        @Override
        public void close() {
            process.destroy();
        }
    }
}
