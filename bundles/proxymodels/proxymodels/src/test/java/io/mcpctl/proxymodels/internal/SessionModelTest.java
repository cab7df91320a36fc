package io.mcpctl.proxymodels.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.plugins.api.Lease;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.proxymodel.api.CallDecision;
import io.mcpctl.proxymodel.api.ListEntry;
import io.mcpctl.proxymodel.api.OnInitialize;
import io.mcpctl.proxymodel.api.OnPromptGet;
import io.mcpctl.proxymodel.api.OnResourceRead;
import io.mcpctl.proxymodel.api.OnToolCallAfter;
import io.mcpctl.proxymodel.api.OnToolCallBefore;
import io.mcpctl.proxymodel.api.OnToolsList;
import io.mcpctl.proxymodel.api.PluginSessionContext;
import io.mcpctl.proxymodel.api.ProxyModelPlugin;
import io.mcpctl.proxymodel.api.ToolCall;
import io.mcpctl.proxymodel.api.ToolResult;
import io.mcpctl.proxymodel.api.VirtualTool;
import io.mcpctl.proxymodel.gateway.api.ModelSession;
import io.mcpctl.proxymodel.gateway.api.ProjectRules;
import io.mcpctl.stage.api.ContentKind;
import io.mcpctl.stage.api.StageResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SessionModelTest {
    private static final Envelope CALL = Bench.call("files__read", "{\"path\":\"a\"}");
    private static final byte[] LIST =
            Bench.result("{\"tools\":[{\"name\":\"files__read\"},{\"name\":\"time__now\",\"title\":\"T\"}]}");

    private Path folder;
    private Bench bench;
    private ModelSession session;
    private final List<String> sent = new CopyOnWriteArrayList<>();

    private interface Before extends ProxyModelPlugin, OnToolCallBefore {}

    private interface After extends ProxyModelPlugin, OnToolCallAfter {}

    private interface Tools extends ProxyModelPlugin, OnToolsList {}

    private interface Start extends ProxyModelPlugin, OnInitialize {}

    private interface Read extends ProxyModelPlugin, OnResourceRead {}

    private interface Get extends ProxyModelPlugin, OnPromptGet {}

    @BeforeEach
    void open(@TempDir Path empty) {
        folder = empty;
        bench = new Bench(folder);
        session = bench.session();
    }

    @AfterEach
    void close() {
        session.close();
        bench.close();
    }

    private UnaryOperator<byte[]> answers(byte[] answer) {
        return message -> {
            sent.add(Bench.string(message));
            return answer;
        };
    }

    private String answer(String model, Envelope request, byte[] ofServer) {
        return Bench.string(session.answer(Bench.rules(model), request, answers(ofServer)));
    }

    private String refusal(String model, Envelope request) {
        return String.valueOf(assertThrows(ProblemException.class, () -> answer(model, request, LIST))
                .getMessage());
    }

    @Test
    void withoutAHookForItAnAnswerPassesAsTheSameBytes() {
        bench.model("plain", new ProxyModelPlugin() {});
        byte[] answer = Bench.text("x");

        assertSame(answer, session.answer(Bench.rules("plain"), CALL, message -> answer));
        assertSame(answer, session.answer(Bench.rules("none"), CALL, message -> answer));
    }

    @Test
    void aModelThatIsMissingFailsWhatItWouldGovernAndNothingElse() {
        for (String method : List.of("tools/list", "tools/call", "resources/read", "prompts/list")) {
            String message = refusal("gate", Bench.request(method, "{\"name\":\"x\"}"));
            assertTrue(message.contains("\"gate\" of project \"demo\" is not installed"), message);
        }
        assertEquals(Optional.of("own"), session.instructions(Bench.rules("gate"), Optional.of("own")));
        assertArrayEquals(LIST, session.answer(Bench.rules("gate"), Bench.request("ping", "{}"), answers(LIST)));

        bench.model("gate", new ProxyModelPlugin() {});
        assertEquals(Bench.string(LIST), answer("gate", Bench.request("tools/list", "{}"), LIST));
    }

    @Test
    void argumentsMayBeChangedAndTheServerSeesTheNewOnes() {
        bench.model("m", (Before) (context, call) -> {
            assertEquals(new ToolCall("files__read", "files", "read", "{\"path\":\"a\"}"), call);
            return CallDecision.withArguments("{\"path\":\"b\"}");
        });

        answer("m", CALL, Bench.text("x"));

        assertTrue(sent.getFirst().contains("\"arguments\":{\"path\":\"b\"}"), sent.getFirst());
    }

    @Test
    void aCallThatIsAnsweredBeforeReachesNoServerAndNoLaterHook() {
        AtomicInteger after = new AtomicInteger();
        final class Both implements ProxyModelPlugin, OnToolCallBefore, OnToolCallAfter {
            @Override
            public CallDecision onToolCallBefore(PluginSessionContext context, ToolCall call) {
                return CallDecision.answer(ToolResult.text("here"));
            }

            @Override
            public ToolResult onToolCallAfter(PluginSessionContext context, ToolCall call, ToolResult result) {
                after.incrementAndGet();
                return result;
            }
        }
        bench.model("m", new Both());

        String answer = answer("m", CALL, Bench.text("x"));

        assertTrue(answer.contains("\"here\"") && answer.contains("\"id\":7"), answer);
        assertEquals(List.of(), sent);
        assertEquals(0, after.get());
    }

    @Test
    void aHookThatFailsBeforeACallFailsTheCallWithItsName() {
        bench.model("m", (Before) (context, call) -> {
            throw new IllegalStateException("no rules");
        });

        assertEquals("proxy model \"m\", onToolCallBefore, failed: no rules", refusal("m", CALL));
        assertEquals(List.of(), sent);
    }

    @Test
    void aHookThatFailsAfterACallLeavesTheResultAsItCame() {
        for (After hook : List.<After>of(
                (context, call, result) -> {
                    throw new NoClassDefFoundError("gone");
                },
                (context, call, result) -> nothing(),
                (context, call, result) -> new ToolResult("no json"))) {
            Map<String, Object> properties = bench.model("m", hook);
            assertEquals(Bench.string(Bench.text("x")), answer("m", CALL, Bench.text("x")));
            bench.models.removePlugin(hook, properties);
        }
    }

    @SuppressWarnings("NullAway") // what careless plug-ins do
    private static ToolResult nothing() {
        return null;
    }

    @Test
    void aResultMayBeReplacedButErrorsAndQuestionsPass() {
        bench.model("m", (After) (context, call, result) -> ToolResult.text("new"));
        String error = "{\"jsonrpc\":\"2.0\",\"id\":7,\"error\":{\"code\":-32602,\"message\":\"no\"}}";
        byte[] question = Bench.result("{\"resultType\":\"input_required\",\"inputRequests\":{}}");

        assertTrue(answer("m", CALL, Bench.text("x")).contains("\"new\""));
        assertEquals(error, answer("m", CALL, error.getBytes(StandardCharsets.UTF_8)));
        assertEquals(Bench.string(question), answer("m", CALL, question));
    }

    @Test
    void aListIsFilteredByItsHookAndWholeWhenThatFails() {
        Tools onlyTime = (context, tools) ->
                tools.stream().filter(tool -> tool.server().equals("time")).toList();
        Map<String, Object> properties = bench.model("m", onlyTime);
        Envelope list = Bench.request("tools/list", "{}");
        assertTrue(answer("m", list, LIST).endsWith("{\"tools\":[{\"name\":\"time__now\",\"title\":\"T\"}]}}"));

        bench.model("m", (Tools) (context, tools) -> List.of(new ListEntry("", "x", "[]")));
        bench.models.removePlugin(onlyTime, properties);

        assertEquals(Bench.string(LIST), answer("m", list, LIST));
    }

    @Test
    void instructionsAreReplacedAndAFailureIsTold() {
        bench.model("m", (Start) (context, own) -> Optional.of("First. " + own.orElse("")));
        bench.model("bad", (Start) (context, own) -> {
            throw new IllegalStateException("no text");
        });

        assertEquals(Optional.of("First. Own."), session.instructions(Bench.rules("m"), Optional.of("Own.")));
        assertThrows(ProblemException.class, () -> session.instructions(Bench.rules("bad"), Optional.empty()));
    }

    @Test
    void readingGoesThroughItsHookAndErrorsOfTheServerPass() {
        bench.model("m", (Read) (context, uri, onward) -> onward.proceed().replace("text", uri));
        Envelope read = Bench.request("resources/read", "{\"uri\":\"file:///a\"}");
        String error = "{\"jsonrpc\":\"2.0\",\"id\":7,\"error\":{\"code\":-32002,\"message\":\"no\"}}";
        ProblemException lost = new ProblemException(ProblemKind.UPSTREAM, "the server is gone");

        assertTrue(answer("m", read, Bench.text("x")).contains("\"file:///a\":\"x\""));
        assertEquals(error, answer("m", read, error.getBytes(StandardCharsets.UTF_8)));
        assertSame(
                lost,
                assertThrows(
                        ProblemException.class,
                        () -> session.answer(Bench.rules("m"), read, message -> {
                            throw lost;
                        })));
    }

    @Test
    void aPromptThatIsLeftAloneComesAsTheSameBytes() {
        bench.model("m", (Get) (context, name, arguments, onward) -> onward.proceed());
        byte[] answer = Bench.text("x");

        assertSame(
                answer,
                session.answer(Bench.rules("m"), Bench.request("prompts/get", "{\"name\":\"p\"}"), message -> answer));
    }

    @Test
    void virtualToolsAreListedFirstCheckedAndCalled() {
        VirtualTool tool = new VirtualTool(
                "note",
                "Notes it",
                "{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\"}},\"required\":[\"n\"]}",
                arguments -> ToolResult.text("noted " + arguments));
        bench.model("m", new ProxyModelPlugin() {
            @Override
            public void onSessionCreate(PluginSessionContext context) {
                context.addTool(tool);
                assertThrows(ProblemException.class, () -> context.addTool(tool));
                VirtualTool taken = new VirtualTool("files__x", "", "{}", arguments -> ToolResult.text(""));
                assertThrows(ProblemException.class, () -> context.addTool(taken));
            }
        });

        String list = answer("m", Bench.request("tools/list", "{}"), LIST);

        assertTrue(list.indexOf("\"note\"") > 0 && list.indexOf("\"note\"") < list.indexOf("files__read"), list);
        assertTrue(answer("m", Bench.call("note", "{\"n\":1}"), LIST).contains("noted {\\\"n\\\":1}"));
        String missing = answer("m", Bench.call("note", "{}"), LIST);
        assertTrue(missing.contains("isError") && missing.contains("\\\"n\\\" is missing"), missing);
        assertTrue(answer("m", Bench.call("note", "{\"n\":1.5}"), LIST).contains("\\\"n\\\" is no integer"));
        assertTrue(bench.told.getFirst().contains("tools/list_changed"));
    }

    @Test
    void lifeCycleHooksOfParentsComeFirstAndAtTheEndLastEachOnce() {
        List<String> events = new CopyOnWriteArrayList<>();
        final class Tracing implements ProxyModelPlugin {
            private final String name;

            Tracing(String name) {
                this.name = name;
            }

            @Override
            public void onSessionCreate(PluginSessionContext context) {
                events.add("+" + name);
            }

            @Override
            public void onSessionDestroy(PluginSessionContext context) {
                events.add("-" + name);
            }
        }
        bench.model("parent", new Tracing("parent"));
        bench.model("child", new Tracing("child"), "parent");

        answer("child", CALL, LIST);
        answer("child", CALL, LIST);
        session.close();
        session.close();

        assertEquals(List.of("+parent", "+child", "-child", "-parent"), events);
    }

    @Test
    void aModelThatRefusesASessionIsAskedAgainByTheNextRequest() {
        AtomicInteger asked = new AtomicInteger();
        bench.model("m", new ProxyModelPlugin() {
            @Override
            public void onSessionCreate(PluginSessionContext context) {
                if (asked.incrementAndGet() == 1) {
                    throw new IllegalArgumentException("byteBudget is -1");
                }
            }
        });

        assertTrue(refusal("m", CALL).contains("byteBudget is -1"));
        assertEquals(Bench.string(LIST), answer("m", CALL, LIST));
    }

    @Test
    void aContextIsUselessAfterItsSession() {
        List<PluginSessionContext> kept = new ArrayList<>();
        bench.model("m", (After) (context, call, result) -> {
            kept.add(context);
            context.state().put("k", "v");
            return result;
        });
        answer("m", CALL, Bench.text("x"));

        session.close();

        assertThrows(IllegalStateException.class, () -> kept.getFirst().state());
    }

    @Test
    void aSuccessorTakesOverBetweenRequestsWithEmptyState() {
        After first = (context, call, result) -> {
            context.state().put("k", "v");
            return ToolResult.text("first");
        };
        Map<String, Object> properties = bench.model("m", first);
        assertTrue(answer("m", CALL, Bench.text("x")).contains("first"));

        bench.model("m", (After) (context, call, result) -> ToolResult.text("second " + context.state()));
        assertTrue(answer("m", CALL, Bench.text("x")).contains("first"));
        bench.models.removePlugin(first, properties);

        assertTrue(answer("m", CALL, Bench.text("x")).contains("second {}"));
    }

    @Test
    void aSuccessorWithOtherHooksCountsWhileItsPredecessorEndsItsCalls() throws Exception {
        CountDownLatch working = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        After slow = (context, call, result) -> {
            working.countDown();
            end.await();
            return ToolResult.text("old");
        };
        Map<String, Object> properties = bench.model("m", slow);
        FutureTask<String> under = new FutureTask<>(() -> answer("m", CALL, Bench.text("x")));
        Thread.ofVirtual().start(under);
        assertTrue(working.await(10, TimeUnit.SECONDS));
        Before next = (context, call) -> CallDecision.answer(ToolResult.text("new"));
        bench.model("m", next);

        Thread removal = Thread.ofVirtual().start(() -> bench.models.removePlugin(slow, properties));
        try (ModelSession other = bench.session()) {
            String answer = "";
            long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(4);
            while (!answer.contains("new") && System.nanoTime() < limit) {
                try (Lease<ProxyModelPlugin> lease = bench.models.lease("m").orElseThrow()) {
                    answer = lease.provider() == next
                            ? Bench.string(other.answer(Bench.rules("m"), CALL, answers(Bench.text("x"))))
                            : "";
                }
            }
            assertTrue(answer.contains("new"), answer);
            assertTrue(removal.isAlive());
        }
        end.countDown();
        assertTrue(under.get(10, TimeUnit.SECONDS).contains("old"));
        removal.join();
    }

    @Test
    void twentySwapsUnderCallsLoseNone() throws Exception {
        After plugin = (context, call, result) -> ToolResult.text("0");
        Map<String, Object> properties = bench.model("m", plugin);
        List<String> wrong = new CopyOnWriteArrayList<>();
        Thread caller = Thread.ofVirtual().start(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                String answer = answer("m", CALL, Bench.text("x"));
                if (answer.contains("\"x\"")) {
                    wrong.add(answer);
                }
            }
        });

        for (int i = 1; i <= 20; i++) {
            String name = "v" + i;
            After next = (context, call, result) -> ToolResult.text(name);
            Map<String, Object> nextProperties = bench.model("m", next);
            bench.models.removePlugin(plugin, properties);
            plugin = next;
            properties = nextProperties;
        }
        caller.interrupt();
        assertTrue(caller.join(Duration.ofSeconds(20)), "the caller did not notice that it was interrupted");

        assertEquals(List.of(), wrong);
        assertTrue(answer("m", CALL, Bench.text("x")).contains("v20"));
    }

    @Test
    void contentsOfASingleServerMayHaveAPipelineOfTheirOwn() throws Exception {
        Files.writeString(folder.resolve("a.yaml"), "{name: loud, spec: {stages: [{type: shout}]}}");
        bench.pipelines.look();
        bench.stage(
                "shout",
                (content, context) -> StageResult.of(content + context.origin().name()));
        bench.model("content-pipeline", (After) (context, call, result) -> ToolResult.text(
                context.process(ContentKind.toolResult, call.server(), call.name(), call.arguments(), "hey ")));
        ProjectRules rules = new ProjectRules("none", false, List.of("files", "time"), Map.of("files", "loud"), "__");

        assertTrue(Bench.string(session.answer(rules, CALL, answers(Bench.text("x"))))
                .contains("hey read"));
        Envelope other = Bench.call("time__now", "{}");
        assertTrue(Bench.string(session.answer(rules, other, answers(Bench.text("x"))))
                .contains("\"hey \""));
    }

    @Test
    void theParametersOfSectionsNeverReachAServer() {
        bench.model("m", (After) (context, call, result) -> result);

        answer("m", Bench.call("files__read", "{\"path\":\"a\",\"_section\":\"2\"}"), Bench.text("x"));
        String unknown = answer("m", Bench.call("files__read", "{\"_resultId\":\"abc\"}"), Bench.text("x"));

        assertTrue(sent.getFirst().contains("\"arguments\":{\"path\":\"a\"}"), sent.getFirst());
        assertEquals(1, sent.size());
        assertTrue(unknown.contains("expired or unknown"), unknown);
    }

    @Test
    void toolsThatForbidOtherParametersAreShownWithThoseOfSections() {
        bench.model("m", (After) (context, call, result) -> result);
        byte[] strict = Bench.result("{\"tools\":[{\"name\":\"files__read\",\"inputSchema\":{\"type\":\"object\","
                + "\"properties\":{},\"additionalProperties\":false}}]}");

        String list = answer("m", Bench.request("tools/list", "{}"), strict);

        assertTrue(list.contains("\"_resultId\"") && list.contains("\"_section\""), list);
    }
}
