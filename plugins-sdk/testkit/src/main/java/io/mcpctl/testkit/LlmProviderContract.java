package io.mcpctl.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mcpctl.llm.api.LlmAbility;
import io.mcpctl.llm.api.LlmAnswer;
import io.mcpctl.llm.api.LlmBlock;
import io.mcpctl.llm.api.LlmConnection;
import io.mcpctl.llm.api.LlmEvent;
import io.mcpctl.llm.api.LlmMessage;
import io.mcpctl.llm.api.LlmProvider;
import io.mcpctl.llm.api.LlmRequest;
import io.mcpctl.llm.api.LlmSettings;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What every provider of language models promises. Extend it in a test of the plug-in's project; what the provider cannot
 * do is left out by the methods that return {@code Optional}.
 */
public abstract class LlmProviderContract {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final int CALLERS = 8;

    /** Asked for anew by each test. */
    protected abstract LlmProvider provider();

    /** An entry that is right and whose server is there. */
    protected abstract LlmSettings settings();

    /** Entries that {@link LlmProvider#check} refuses, by the member that is wrong; none if not overridden. */
    protected Map<String, LlmSettings> wrongSettings() {
        return Map.of();
    }

    /** A request that is answered with words, always the same. */
    protected abstract LlmRequest request();

    /** A request that the model answers with calls of its tools. */
    protected Optional<LlmRequest> callingRequest() {
        return Optional.empty();
    }

    /** An entry with which {@link #request()} takes a minute at least. */
    protected Optional<LlmSettings> slowSettings() {
        return Optional.empty();
    }

    @Test
    void rightSettingsAreAcceptedAndWrongOnesNamed() {
        provider().check(settings());
        wrongSettings().forEach((member, wrong) -> {
            ProblemException refused =
                    assertThrows(ProblemException.class, () -> provider().check(wrong), () -> "check takes " + wrong);
            assertEquals(ProblemKind.INVALID, refused.kind());
            assertTrue(
                    refused.problem().detail().contains(member),
                    refused.problem().detail());
        });
    }

    @Test
    void itTellsWhetherItIsAvailableAndWhichModelsItHas() {
        try (LlmConnection connection = provider().open(settings())) {
            assertEquals(Optional.empty(), connection.availability(SOON).trouble());
            assertFalse(connection.models(SOON).isEmpty(), "there is no model");
            assertNotNull(connection.abilities());
        }
    }

    @Test
    void aRequestIsAnsweredAndCounted() {
        try (LlmConnection connection = provider().open(settings())) {
            LlmAnswer answer = connection.complete(request(), LIMIT);

            assertFalse(answer.text().isBlank(), "the answer has no words");
            assertFalse(answer.model().isBlank(), "the answer does not say which model made it");
            answer.usage().ifPresent(usage -> {
                assertTrue(usage.input() > 0, "no tokens of input are counted");
                assertTrue(usage.output() > 0, "no tokens of output are counted");
            });
        }
    }

    @Test
    void piecesOfAStreamAreTheAnswer() {
        List<LlmRequest> requests = new ArrayList<>(List.of(request()));
        callingRequest().ifPresent(requests::add);
        try (LlmConnection connection = provider().open(settings())) {
            for (LlmRequest each : requests) {
                List<LlmEvent> events = new ArrayList<>();
                LlmAnswer answer = connection.stream(each, events::add, LIMIT);

                assertEquals(words(LlmEvent.of(answer)), words(events));
                assertEquals(answer.text(), connection.complete(each, LIMIT).text());
            }
        }
    }

    /** What the pieces say, by block. */
    private static Map<Integer, String> words(List<LlmEvent> events) {
        Map<Integer, String> blocks = new TreeMap<>();
        for (LlmEvent event : events) {
            String more =
                    switch (event) {
                        case LlmEvent.Text text -> text.more();
                        case LlmEvent.Reasoning reasoning -> reasoning.more();
                        case LlmEvent.ToolCall call -> call.name() + " " + call.id() + " ";
                        case LlmEvent.Arguments arguments -> arguments.more();
                    };
            blocks.merge(event.block(), more, String::concat);
        }
        return blocks;
    }

    @Test
    void whoWantsNoMoreOfAStreamGetsNoMore() {
        IllegalStateException gone = new IllegalStateException("the reader went away");
        List<LlmEvent> events = new ArrayList<>();
        try (LlmConnection connection = provider().open(settings())) {
            IllegalStateException thrown = assertThrows(
                    IllegalStateException.class,
                    () -> connection.stream(
                            request(),
                            event -> {
                                events.add(event);
                                throw gone;
                            },
                            LIMIT));

            assertSame(gone, thrown);
            assertEquals(1, events.size(), "it went on after that");
        }
    }

    @Test
    void toolsAreCalledAndTheirResultsTaken() {
        Optional<LlmRequest> calling = callingRequest();
        assumeTrue(calling.isPresent(), "the provider calls no tools");
        try (LlmConnection connection = provider().open(settings())) {
            assertTrue(connection.abilities().contains(LlmAbility.TOOLS), "abilities() does not tell of tools");
            LlmAnswer answer = connection.complete(calling.get(), LIMIT);

            assertEquals(LlmAnswer.Stop.TOOL_CALLS, answer.stop());
            List<LlmMessage> messages = new ArrayList<>(calling.get().messages());
            messages.add(LlmMessage.assistant(answer));
            for (LlmBlock.ToolCall call : answer.toolCalls()) {
                assertTrue(
                        calling.get().tools().stream()
                                .anyMatch(tool -> tool.name().equals(call.name())),
                        call.name());
                assertTrue(call.arguments().strip().startsWith("{"), call.arguments());
                messages.add(LlmMessage.result(call.id(), "42"));
            }
            assertFalse(answer.toolCalls().isEmpty(), "no tool is called");
            assertNotNull(connection.complete(LlmRequest.of(messages), LIMIT));
        }
    }

    @Test
    void manyRequestsAtOnceDoNotDisturbEachOther() throws Exception {
        try (LlmConnection connection = provider().open(settings());
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> answers = IntStream.range(0, CALLERS)
                    .mapToObj(i -> callers.submit(
                            () -> connection.complete(request(), LIMIT).text()))
                    .toList();
            for (Future<String> answer : answers) {
                assertEquals(answers.getFirst().get(), answer.get(LIMIT.toSeconds(), TimeUnit.SECONDS));
            }
        }
    }

    @Test
    void aModelThatIsNotThereIsNamed() {
        LlmRequest unknown = request();
        LlmRequest request = new LlmRequest(
                Optional.of("no-such-model"),
                unknown.messages(),
                unknown.tools(),
                unknown.toolChoice(),
                unknown.maxTokens(),
                unknown.temperature(),
                unknown.stop());
        try (LlmConnection connection = provider().open(settings())) {
            ProblemException refused = assertThrows(ProblemException.class, () -> connection.complete(request, LIMIT));

            assertEquals(ProblemKind.NOT_FOUND, refused.kind());
            assertTrue(
                    refused.problem().detail().contains("no-such-model"),
                    refused.problem().detail());
        }
    }

    @Test
    void aRequestEndsWithItsLimit() {
        try (LlmConnection connection = provider().open(slow())) {
            ProblemException late = assertTimeoutPreemptively(
                    SOON,
                    () -> assertThrows(
                            ProblemException.class, () -> connection.complete(request(), Duration.ofMillis(100))));

            assertEquals(ProblemKind.TIMEOUT, late.kind());
        }
    }

    @Test
    void aRequestEndsWithTheInterruptionOfItsCaller() throws Exception {
        try (LlmConnection connection = provider().open(slow())) {
            ended(connection, Thread::interrupt);
        }
    }

    @Test
    void aRequestEndsWithTheConnection() throws Exception {
        try (LlmConnection connection = provider().open(slow())) {
            ended(connection, caller -> connection.close());
        }
    }

    private LlmSettings slow() {
        Optional<LlmSettings> slow = slowSettings();
        assumeTrue(slow.isPresent(), "the provider cannot be slow");
        return slow.get();
    }

    private interface End {
        void of(Thread caller);
    }

    private void ended(LlmConnection connection, End end) throws Exception {
        CompletableFuture<ProblemException> thrown = new CompletableFuture<>();
        Thread caller = Thread.ofVirtual()
                .start(() -> thrown.complete(assertThrows(
                        ProblemException.class, () -> connection.complete(request(), Duration.ofMinutes(5)))));
        while (caller.getState() != Thread.State.WAITING && caller.getState() != Thread.State.TIMED_WAITING) {
            assertTrue(caller.isAlive(), "the request did not wait");
            Thread.onSpinWait();
        }

        end.of(caller);

        assertEquals(
                ProblemKind.UNAVAILABLE,
                thrown.get(SOON.toSeconds(), TimeUnit.SECONDS).kind());
    }

    @Test
    void aClosedConnectionIsNotAvailable() {
        LlmConnection connection = provider().open(settings());
        connection.close();
        connection.close();

        assertTrue(connection.availability(SOON).trouble().isPresent());
    }
}
