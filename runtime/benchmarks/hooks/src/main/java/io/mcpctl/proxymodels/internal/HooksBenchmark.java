package io.mcpctl.proxymodels.internal;

import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.proxymodel.api.CallDecision;
import io.mcpctl.proxymodel.api.ClientDescription;
import io.mcpctl.proxymodel.api.OnResourceRead;
import io.mcpctl.proxymodel.api.OnToolCallAfter;
import io.mcpctl.proxymodel.api.OnToolCallBefore;
import io.mcpctl.proxymodel.api.Onward;
import io.mcpctl.proxymodel.api.PluginSessionContext;
import io.mcpctl.proxymodel.api.ProxyModelPlugin;
import io.mcpctl.proxymodel.api.ToolCall;
import io.mcpctl.proxymodel.api.ToolResult;
import io.mcpctl.proxymodel.gateway.api.ModelHost;
import io.mcpctl.proxymodel.gateway.api.ModelSession;
import io.mcpctl.proxymodel.gateway.api.ProjectRules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Prints what hooks that do nothing cost a request, without server and network. In the package of what it measures,
 * which offers nothing else to be put together by.
 */
public final class HooksBenchmark {
    private static final int TOGETHER = 16;
    private static final int SAMPLES = 100_000;

    private static final Envelope CALL =
            request("tools/call", "\"name\":\"files__read\",\"arguments\":{\"path\":\"a\"}");
    private static final Envelope READ = request("resources/read", "\"uri\":\"file:///a\"");
    private static final byte[] ANSWER =
            bytes("{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":{\"content\":[{\"type\":\"text\",\"text\":\""
                    + "x".repeat(1_000) + "\"}]}}");
    private static final UnaryOperator<byte[]> SERVER = message -> ANSWER;

    private final ModelSession session;

    private HooksBenchmark(ModelSession session) {
        this.session = session;
    }

    /** Three hooks that do nothing. */
    private static final class Idle implements ProxyModelPlugin, OnToolCallBefore, OnToolCallAfter, OnResourceRead {
        @Override
        public CallDecision onToolCallBefore(PluginSessionContext context, ToolCall call) {
            return CallDecision.PASS;
        }

        @Override
        public ToolResult onToolCallAfter(PluginSessionContext context, ToolCall call, ToolResult result) {
            return result;
        }

        @Override
        public String onResourceRead(PluginSessionContext context, String uri, Onward onward) {
            return onward.proceed();
        }
    }

    /** No client listens. */
    private static final class Nobody implements ModelHost {
        @Override
        public byte[] request(byte[] message) {
            return ANSWER;
        }

        @Override
        public void notifyClient(byte[] message) {
            // no client listens
        }
    }

    private static Envelope request(String method, String params) {
        return Envelope.scan(
                bytes("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"" + method + "\",\"params\":{" + params + "}}"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Takes no arguments. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("hooks-benchmark");
        Guard guard = new Guard();
        ModelDirectory models = new ModelDirectory(guard);
        models.addPlugin(new Idle(), Map.of("proxymodel.name", "idle", "service.id", 1L));
        models.addPlugin(new ProxyModelPlugin() {}, Map.of("proxymodel.name", "bare", "service.id", 2L));
        PipelineRunner runner = new PipelineRunner(new StageDirectory(guard), guard);
        Pipelines pipelines = new Pipelines(folder);
        SessionModels sessions =
                new SessionModels(new Catalogue(models, pipelines), models, runner, guard, new Trail());
        ClientDescription client = new ClientDescription("benchmark", "1", "{}");
        HooksBenchmark benchmark = new HooksBenchmark(sessions.open("s", "demo", client, new Nobody()));
        // requests run on virtual threads in the product
        Thread.ofVirtual().start(benchmark::rows).join();
        benchmark.session.close();
        pipelines.deactivate();
        guard.deactivate();
        Files.delete(folder);
    }

    private void rows() {
        System.out.printf(
                Locale.ROOT,
                "results of 1 KB; means of %d requests; %d samples%n%n"
                        + "| request | hooks | p50 us | p99 us |%n|---|---|---|---|%n",
                TOGETHER,
                SAMPLES);
        row("tools/call, model without hooks", "0", "bare", CALL);
        row("tools/call", "before, after", "idle", CALL);
        row("resources/read", "around", "idle", READ);
        row("tools/call and resources/read", "all three", "idle", CALL, READ);
    }

    private void row(String what, String hooks, String model, Envelope... requests) {
        ProjectRules rules = new ProjectRules(model, false, List.of("files"), Map.of(), "__");
        samples(rules, requests, new long[SAMPLES]);
        long[] nanos = new long[SAMPLES];
        samples(rules, requests, nanos);
        Arrays.sort(nanos);
        System.out.printf(
                Locale.ROOT,
                "| %s | %s | %.2f | %.2f |%n",
                what,
                hooks,
                nanos[SAMPLES / 2] / 1000.0,
                nanos[SAMPLES * 99 / 100] / 1000.0);
    }

    private void samples(ProjectRules rules, Envelope[] requests, long[] nanos) {
        for (int i = 0; i < nanos.length; i++) {
            long begin = System.nanoTime();
            for (int j = 0; j < TOGETHER; j++) {
                for (Envelope request : requests) {
                    if (session.answer(rules, request, SERVER) != ANSWER) {
                        throw new IllegalStateException("an answer was changed");
                    }
                }
            }
            nanos[i] = (System.nanoTime() - begin) / TOGETHER;
        }
    }
}
