package io.mcpctl.upstream.internal.bridge;

import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Json;
import io.mcpctl.jsonrpc.api.Member;
import io.mcpctl.jsonrpc.api.Messages;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.upstream.api.StatelessUpstream;
import java.time.Duration;
import java.util.Map;
import java.util.function.BiConsumer;

/** Requests of a session as the server knows them, with as many rounds as it takes to answer one. */
final class Exchanges {
    private static final int MAX_ROUNDS = 32;
    private static final int MAX_PAGES = 50;
    private static final byte[] RESOURCE_NOT_FOUND = Messages.ascii("-32002");
    private static final byte[] NOTHING = {};

    private final StatelessUpstream server;
    private final Rounds rounds;
    private final BiConsumer<byte[], byte[]> notifications;
    private final ToolHeaders headers = new ToolHeaders();

    /** {@code notifications} takes a message and the id of the request that it came with. */
    Exchanges(StatelessUpstream server, Rounds rounds, BiConsumer<byte[], byte[]> notifications) {
        this.server = server;
        this.rounds = rounds;
        this.notifications = notifications;
    }

    byte[] ask(Client client, Envelope request, Duration limit) {
        byte[] id = request.raw(Member.ID).orElseThrow();
        byte[] further = NOTHING;
        for (int round = 0; round < MAX_ROUNDS; round++) {
            Envelope answer = once(client, request, further, limit);
            if (!Rounds.isQuestion(answer)) {
                return known(request, answer);
            }
            switch (rounds.next(answer, id)) {
                case Rounds.Next.Again again -> further = again.params();
                case Rounds.Next.Refused refused -> {
                    return Messages.error(id, refused.error());
                }
                case Rounds.Next.Senseless senseless ->
                    throw new ProblemException(
                            ProblemKind.UPSTREAM, "the server " + senseless.why() + " in " + request.method());
            }
        }
        throw new ProblemException(
                ProblemKind.UPSTREAM,
                "the server asked for input " + MAX_ROUNDS + " times without answering " + request.method());
    }

    /** A server that misses arguments in the headers gets them, once its list of tools has said which. */
    private Envelope once(Client client, Envelope request, byte[] further, Duration limit) {
        byte[] message = client.dress(request, further);
        boolean call = request.is(Member.METHOD, "\"tools/call\"");
        Envelope answer = send(request, message, call ? headers.of(request) : Map.of(), limit);
        if (!call || !answer.is(Member.ERROR_CODE, "-32020")) {
            return answer;
        }
        learn(client, limit);
        Map<String, String> mirrored = headers.of(request);
        return mirrored.isEmpty() ? answer : send(request, message, mirrored, limit);
    }

    private Envelope send(Envelope request, byte[] message, Map<String, String> with, Duration limit) {
        byte[] id = request.raw(Member.ID).orElseThrow();
        return Envelope.scan(server.request(message, with, limit, told -> notifications.accept(told, id)));
    }

    private void learn(Client client, Duration limit) {
        byte[] params = Messages.ascii("{}");
        for (int page = 0; page < MAX_PAGES; page++) {
            Envelope list = Envelope.scan(Messages.request(Messages.ascii("0"), "tools/list", params));
            Envelope answer = send(list, client.dress(list), Map.of(), limit);
            headers.learn(answer);
            byte[] cursor = answer.raw(Member.RESULT_NEXT_CURSOR).orElse(NOTHING);
            if (cursor.length == 0 || cursor[0] != '"') {
                return;
            }
            params = Messages.join(Messages.ascii("{\"cursor\":"), cursor, Messages.ascii("}"));
        }
    }

    /** Sessions have a code of their own for resources that are not there; the rest means the same in both eras. */
    private static byte[] known(Envelope request, Envelope answer) {
        boolean missing = request.is(Member.METHOD, "\"resources/read\"")
                && answer.is(Member.ERROR_CODE, "-32602")
                && answer.span(Member.ERROR)
                        .flatMap(error -> Json.member(answer.message(), error, "data"))
                        .flatMap(data -> Json.member(answer.message(), data, "uri"))
                        .isPresent();
        return missing ? answer.with(Member.ERROR_CODE, RESOURCE_NOT_FOUND) : answer.message();
    }
}
