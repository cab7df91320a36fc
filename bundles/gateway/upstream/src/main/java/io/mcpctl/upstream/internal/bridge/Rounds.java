package io.mcpctl.upstream.internal.bridge;

import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Json;
import io.mcpctl.jsonrpc.api.JsonText;
import io.mcpctl.jsonrpc.api.Member;
import io.mcpctl.jsonrpc.api.Messages;
import io.mcpctl.jsonrpc.api.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Multi round-trip requests: a server of the stateless era ends a request with questions, and gets it again with the
 * answers.
 */
final class Rounds {
    private static final int MAX_QUESTIONS = 64;
    private static final byte[] EMPTY = Messages.ascii("{}");

    private final Questions questions;

    Rounds(Questions questions) {
        this.questions = questions;
    }

    /** What comes of a round. */
    sealed interface Next {
        /** The members of {@code params} that the repeated request needs, raw JSON without braces. */
        record Again(byte[] params) implements Next {}

        /** The client refused; {@code error} is its error, raw JSON. */
        record Refused(byte[] error) implements Next {}

        /** The server asked something that cannot be asked. */
        record Senseless(String why) implements Next {}
    }

    static boolean isQuestion(Envelope answer) {
        return answer.is(Member.RESULT_TYPE, "\"input_required\"");
    }

    /** Asks the client all questions at once because of its request {@code about}, and waits for its answers. */
    Next next(Envelope answer, byte[] about) {
        return next(answer, about, Set.of(), params -> params);
    }

    /** The keys of the questions in an answer. */
    static Set<String> keys(Envelope answer) {
        return answer.span(Member.RESULT_INPUT_REQUESTS)
                .map(span -> Json.members(answer.message(), span).keySet())
                .orElse(Set.of());
    }

    /**
     * The same without some questions.
     *
     * @param without keys of questions that are not asked
     * @param dress makes the parameters of a question those that the client is sent
     */
    Next next(Envelope answer, byte[] about, Set<String> without, UnaryOperator<byte[]> dress) {
        Map<String, Span> asked = answer.span(Member.RESULT_INPUT_REQUESTS)
                .map(span -> new LinkedHashMap<>(Json.members(answer.message(), span)))
                .orElseGet(LinkedHashMap::new);
        asked.keySet().removeAll(without);
        Optional<byte[]> state = answer.raw(Member.RESULT_REQUEST_STATE);
        if (asked.size() > MAX_QUESTIONS) {
            return new Next.Senseless("asked " + asked.size() + " questions at once; at most " + MAX_QUESTIONS);
        }
        if (asked.isEmpty() && state.isEmpty()) {
            return new Next.Senseless("wants input but says neither which nor its state");
        }
        Map<String, Questions.Asked> open = new LinkedHashMap<>();
        try {
            for (Map.Entry<String, Span> question : asked.entrySet()) {
                Map<String, Span> parts = Json.members(answer.message(), question.getValue());
                Optional<String> method =
                        Optional.ofNullable(parts.get("method")).flatMap(span -> Json.text(answer.message(), span));
                if (method.isEmpty()) {
                    return new Next.Senseless("asks \"" + question.getKey() + "\" without a method");
                }
                byte[] params = Optional.ofNullable(parts.get("params"))
                        .map(span -> span.of(answer.message()))
                        .orElse(EMPTY);
                open.put(question.getKey(), questions.ask(method.get(), dress.apply(params), about));
            }
            return collected(open, state);
        } finally {
            open.values().forEach(Questions.Asked::close);
        }
    }

    private static Next collected(Map<String, Questions.Asked> open, Optional<byte[]> state) {
        List<byte[]> members = new ArrayList<>();
        for (Map.Entry<String, Questions.Asked> question : open.entrySet()) {
            Envelope response = question.getValue().await();
            Optional<byte[]> error = response.raw(Member.ERROR);
            if (error.isPresent()) {
                return new Next.Refused(error.get());
            }
            members.add(Messages.join(
                    JsonText.encode(question.getKey()),
                    Messages.ascii(":"),
                    response.raw(Member.RESULT).orElse(EMPTY)));
        }
        return new Next.Again(params(members, state));
    }

    private static byte[] params(List<byte[]> responses, Optional<byte[]> state) {
        List<byte[]> members = new ArrayList<>();
        if (!responses.isEmpty()) {
            members.add(Messages.join(
                    Messages.ascii("\"inputResponses\":{"), Parts.joined(responses), Messages.ascii("}")));
        }
        state.ifPresent(value -> members.add(Messages.join(Messages.ascii("\"requestState\":"), value)));
        return Parts.joined(members);
    }
}
