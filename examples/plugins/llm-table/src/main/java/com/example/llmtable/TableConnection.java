package com.example.llmtable;

import io.mcpctl.llm.api.LlmAbility;
import io.mcpctl.llm.api.LlmAnswer;
import io.mcpctl.llm.api.LlmAnswer.Stop;
import io.mcpctl.llm.api.LlmAvailability;
import io.mcpctl.llm.api.LlmBlock;
import io.mcpctl.llm.api.LlmConnection;
import io.mcpctl.llm.api.LlmEvent;
import io.mcpctl.llm.api.LlmMessage;
import io.mcpctl.llm.api.LlmModel;
import io.mcpctl.llm.api.LlmRequest;
import io.mcpctl.llm.api.LlmSink;
import io.mcpctl.llm.api.LlmToolChoice;
import io.mcpctl.llm.api.LlmUsage;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers the last text of a conversation, word by word. A token is a word here. */
final class TableConnection implements LlmConnection {
    private static final Pattern CALL = Pattern.compile("call ([A-Za-z0-9_-]+) (\\{.*})", Pattern.DOTALL);
    private static final Pattern BEFORE_A_WORD = Pattern.compile("(?<=\\s)(?=\\S)");

    private final String model;
    private final Table table;
    private final CountDownLatch closed = new CountDownLatch(1);

    TableConnection(String model, Table table) {
        this.model = model;
        this.table = table;
    }

    @Override
    public Set<LlmAbility> abilities() {
        return Set.of(LlmAbility.STREAMING, LlmAbility.TOOLS);
    }

    @Override
    public LlmAvailability availability(Duration limit) {
        return closed.getCount() == 0 ? LlmAvailability.no("it was closed") : LlmAvailability.YES;
    }

    @Override
    public List<LlmModel> models(Duration limit) {
        return List.of(new LlmModel(model, OptionalInt.empty()));
    }

    @Override
    public LlmAnswer complete(LlmRequest request, Duration limit) {
        return stream(request, event -> {}, limit); // a sink that wants nothing
    }

    @Override
    public LlmAnswer stream(LlmRequest request, LlmSink sink, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        checkModel(request);
        String question = lastText(request);
        String answer = table.answers().getOrDefault(question, "The table has no answer to that.");
        Matcher call = CALL.matcher(answer);
        if (call.matches() && offers(request, call.group(1))) {
            pause(end);
            LlmBlock.ToolCall wanted =
                    new LlmBlock.ToolCall("call-" + request.messages().size(), call.group(1), call.group(2));
            LlmAnswer calling = new LlmAnswer(model, List.of(wanted), Stop.TOOL_CALLS, Optional.of(usage(question, 1)));
            LlmEvent.of(calling).forEach(sink::accept);
            return calling;
        }
        return spoken(question, answer, request.maxTokens(), sink, end);
    }

    private LlmAnswer spoken(String question, String answer, OptionalInt most, LlmSink sink, long end) {
        String[] words = BEFORE_A_WORD.split(answer);
        int said = Math.min(words.length, most.orElse(Integer.MAX_VALUE));
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < said; i++) {
            pause(end);
            sink.accept(new LlmEvent.Text(0, words[i]));
            text.append(words[i]);
        }
        return new LlmAnswer(
                model,
                List.of(new LlmBlock.Text(text.toString())),
                said < words.length ? Stop.LENGTH : Stop.END,
                Optional.of(usage(question, said)));
    }

    private void checkModel(LlmRequest request) {
        if (request.model().filter(wanted -> !wanted.equals(model)).isPresent()) {
            throw new ProblemException(
                    ProblemKind.NOT_FOUND,
                    "there is no model \"" + request.model().get() + "\" but \"" + model + "\"");
        }
    }

    private static String lastText(LlmRequest request) {
        if (request.messages().isEmpty()) {
            throw new ProblemException(ProblemKind.INVALID, "messages is empty; say something");
        }
        LlmMessage last = request.messages().getLast();
        return switch (last.blocks().getLast()) {
            case LlmBlock.Text text -> text.text();
            case LlmBlock.ToolResult result -> result.text();
            default -> throw new ProblemException(ProblemKind.INVALID, "a table reads texts and results of tools only");
        };
    }

    private static boolean offers(LlmRequest request, String tool) {
        return request.toolChoice().mode() != LlmToolChoice.Mode.NONE
                && request.tools().stream().anyMatch(each -> each.name().equals(tool));
    }

    private static LlmUsage usage(String question, int output) {
        return LlmUsage.of(BEFORE_A_WORD.split(question).length, output);
    }

    /** Ends early with the connection, the limit or an interruption. */
    private void pause(long end) {
        long left = end - System.nanoTime();
        try {
            boolean over =
                    closed.await(Math.min(Math.max(0, left), table.pause().toNanos()), TimeUnit.NANOSECONDS);
            if (over) {
                throw new ProblemException(ProblemKind.UNAVAILABLE, "llm \"" + model + "\" was closed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(ProblemKind.UNAVAILABLE, "nobody waits for llm \"" + model + "\" any more", e);
        }
        if (System.nanoTime() >= end) {
            throw new ProblemException(ProblemKind.TIMEOUT, "llm \"" + model + "\" did not answer in time");
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
