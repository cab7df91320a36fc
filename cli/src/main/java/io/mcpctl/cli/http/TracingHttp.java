package io.mcpctl.cli.http;

import io.mcpctl.cli.text.Masked;
import io.mcpctl.cli.text.Plain;
import java.io.IOException;
import java.io.PrintStream;

/** Shows each request and the status of its answer; secrets are masked. */
public final class TracingHttp implements Http {
    private final Http http;
    private final PrintStream err;

    public TracingHttp(Http http, PrintStream err) {
        this.http = http;
        this.err = err;
    }

    @Override
    public HttpAnswer send(HttpRequest request) throws IOException {
        say("> " + request.method() + " " + request.uri());
        request.headers()
                .forEach((name, value) -> say("> " + name + ": " + (Masked.secretName(name) ? Masked.MASK : value)));
        request.body().ifPresent(body -> say("> " + Masked.body(body)));
        long begin = System.nanoTime();
        try {
            HttpAnswer answer = http.send(request);
            say("< " + answer.status() + " after " + millis(begin) + " ms");
            return answer;
        } catch (IOException e) {
            say("< no answer after " + millis(begin) + " ms: " + e.getMessage());
            throw e;
        }
    }

    private void say(String line) {
        err.println(Plain.line(line));
    }

    private static long millis(long begin) {
        return (System.nanoTime() - begin) / 1_000_000;
    }

    @Override
    public void dropIdle() {
        http.dropIdle();
    }

    @Override
    public void close() {
        http.close();
    }
}
