package io.mcpctl.cli.mcp;

import io.mcpctl.cli.http.Http;
import io.mcpctl.cli.http.HttpAnswer;
import io.mcpctl.cli.text.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Joins a client on stdin and stdout to an MCP endpoint, in both eras of the protocol. Messages pass as they are; only what
 * decides their way is read. Requests run at the same time; initialize, notifications and responses keep their order.
 */
public final class StdioBridge {
    private static final int MAX_LINE = 10 * 1024 * 1024;
    private static final int MAX_REQUESTS = 256;
    private static final int INVALID = -32600;
    private static final Duration FAREWELL = Duration.ofSeconds(8);
    private static final Duration PROBE = Duration.ofSeconds(2);

    private final McpEndpoint endpoint;
    private final InputStream in;
    private final BridgeOutput out;
    private final Consumer<String> talk;
    private final Semaphore running = new Semaphore(MAX_REQUESTS);
    private final SessionSide session;
    private final StatelessSide stateless;
    private boolean listening;

    /** @param patience how long requests wait for a daemon that is away */
    public StdioBridge(
            Http http, Supplier<Way> way, InputStream in, PrintStream out, PrintStream talk, Duration patience) {
        this.endpoint = new McpEndpoint(http, way, Map.of("X-Mcpctl-Transport", "stdio"));
        this.in = in;
        this.out = new BridgeOutput(out);
        this.talk = sentence -> talk.println("mcpctl: " + sentence);
        PatientPost post = new PatientPost(endpoint, patience, this.talk);
        this.session = new SessionSide(endpoint, post, this.out, this.talk);
        this.stateless = new StatelessSide(endpoint, post, this.out);
    }

    /** The status with which the endpoint says whether it may be used, and its sentence. */
    public record Probe(int status, String reason) {}

    /** Asks the endpoint before the client is served. */
    public Probe probe() throws IOException {
        try (HttpAnswer answer = endpoint.probe(PROBE)) {
            return new Probe(answer.status(), McpFailures.reason(answer));
        }
    }

    /** Runs until the client ends its input; answers under way are still delivered. */
    public void run() throws IOException, InterruptedException {
        ExecutorService requests = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("bridge-request-", 0).factory());
        LineReader lines = new LineReader(in, MAX_LINE);
        Optional<LineReader.Line> line = lines.next();
        while (line.isPresent() && !out.isBroken()) {
            if (line.get().tooLong()) {
                out.error(Json.NODES.nullNode(), INVALID, "the line is too large, " + MAX_LINE + " bytes are allowed");
            } else if (!line.get().text().isBlank()) {
                accept(line.get().text(), requests);
            }
            line = lines.next();
        }
        stateless.endSubscriptions();
        requests.shutdown();
        if (!requests.awaitTermination(FAREWELL.toSeconds(), TimeUnit.SECONDS)) {
            talk.accept("some requests were still under way at the end of input");
        }
        close();
    }

    /** Ends the session; what is under way is not waited for. */
    public void close() {
        session.close(Duration.ofSeconds(1));
    }

    private void accept(String text, ExecutorService requests) throws InterruptedException {
        RpcLine message;
        try {
            message = new RpcLine(text, Json.read(text));
        } catch (IOException e) {
            out.error(Json.NODES.nullNode(), -32700, "the line is not JSON");
            return;
        }
        if (message.tree().isArray()) {
            out.error(Json.NODES.nullNode(), INVALID, "a batch is not accepted; send one message in a line");
        } else if (!message.isMessage()) {
            out.error(message.id(), INVALID, "the line is not a JSON-RPC 2.0 message");
        } else if (!message.isRequest()) {
            tell(message);
        } else if (message.isStateless()) {
            start(requests, () -> stateless.request(message));
        } else if (message.method().equals("initialize")) {
            initialize(message);
        } else if (session.isOpen()) {
            start(requests, () -> session.request(message));
        } else if (message.method().equals("ping")) {
            out.result(message.id(), Json.object());
        } else {
            out.error(message.id(), INVALID, "the session is not initialized; send initialize first");
        }
    }

    private void start(ExecutorService requests, Runnable work) throws InterruptedException {
        running.acquire();
        requests.execute(() -> {
            try {
                work.run();
            } finally {
                running.release();
            }
        });
    }

    private void tell(RpcLine message) {
        if (message.method().equals("notifications/cancelled") && stateless.cancel(message)) {
            return;
        }
        if (message.isStateless()) {
            try {
                stateless.tell(message);
            } catch (IOException e) {
                talk.accept(endpoint.uri() + " did not get " + message.method() + " (" + e.getMessage() + ")");
            }
        } else if (session.isOpen()) {
            session.tell(message);
        }
    }

    private void initialize(RpcLine message) {
        if (session.isOpen()) {
            out.error(message.id(), INVALID, "the session is already initialized");
            return;
        }
        session.initialize(message);
        if (session.isOpen() && !listening) {
            listening = true;
            Thread.ofVirtual().name("bridge-listener").start(new BridgeListener(endpoint, session, talk));
        }
    }
}
