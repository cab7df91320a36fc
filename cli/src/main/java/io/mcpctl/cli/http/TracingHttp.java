package io.mcpctl.cli.http;

import io.mcpctl.cli.text.Masked;
import io.mcpctl.cli.text.Plain;
import java.io.IOException;
import java.io.PrintStream;

/** Shows requests and answers, as much of them as was asked for; secrets are masked. */
public final class TracingHttp implements Http {
    private static final int REQUESTS = 6;
    private static final int HEADERS = 7;
    private static final int BODIES = 8;
    private static final int WHOLE_BODIES = 9;

    private final Http http;
    private final PrintStream err;
    private final int level;

    private TracingHttp(Http http, PrintStream err, int level) {
        this.http = http;
        this.err = err;
        this.level = level;
    }

    /**
     * The client with a trace.
     *
     * @param level 1 to 5: the address alone, 6 requests, 7 with headers, 8 with bodies, 9 with whole bodies
     */
    public static Http of(Http http, PrintStream err, int level, String address) {
        err.println(Plain.line("* the daemon is " + address));
        return level < REQUESTS ? http : new TracingHttp(http, err, level);
    }

    @Override
    public HttpAnswer send(HttpRequest request) throws IOException {
        say("> " + request.method() + " " + request.uri());
        if (level >= HEADERS) {
            request.headers().forEach((name, value) -> header("> ", name, value));
        }
        if (level >= BODIES) {
            request.body().ifPresent(body -> say("> " + masked(body)));
        }
        long begin = System.nanoTime();
        try {
            HttpAnswer answer = http.send(request);
            say("< " + answer.status() + " after " + millis(begin) + " ms");
            if (level >= HEADERS) {
                answer.headers().forEach((name, value) -> header("< ", name, value));
            }
            return level >= BODIES && !answer.eventStream() ? shown(answer) : answer;
        } catch (IOException e) {
            say("< no answer after " + millis(begin) + " ms: " + e.getMessage());
            throw e;
        }
    }

    private HttpAnswer shown(HttpAnswer answer) {
        return new HttpAnswer(
                answer.status(), answer.headers(), new TracedBody(answer.body(), text -> say("< " + masked(text))));
    }

    private String masked(String body) {
        return level >= WHOLE_BODIES ? Masked.wholeBody(body) : Masked.body(body);
    }

    private void header(String mark, String name, String value) {
        say(mark + name + ": " + (Masked.secretName(name) ? Masked.MASK : value));
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
