package io.mcpctl.gateway.internal.http;

import io.mcpctl.gateway.internal.endpoint.Requests;
import io.mcpctl.gateway.internal.message.ClientReply;
import io.mcpctl.gateway.internal.message.HttpFault;
import io.mcpctl.gateway.internal.message.RpcFault;
import io.mcpctl.gateway.internal.session.Endpoint;
import io.mcpctl.gateway.internal.session.Session;
import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Member;
import io.mcpctl.jsonrpc.api.Messages;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Several messages in one POST, which revision 2025-03-26 alone has. The requests are worked on at one time; the answers
 * go back as one array, or as events when another message has to come first.
 */
final class Batch {
    static final String REVISION = "2025-03-26";
    private static final int MAX = 100;

    private final Reply reply;
    private final List<byte[]> answers = new ArrayList<>();

    private Batch(Reply reply) {
        this.reply = reply;
    }

    static void serve(
            Requests requests, Endpoint endpoint, Session session, List<Envelope> parts, HttpServletResponse out)
            throws IOException {
        check(parts);
        List<Envelope> asked = new ArrayList<>();
        for (Envelope part : parts) {
            if (part.kind() == Envelope.Kind.REQUEST) {
                asked.add(part);
            } else {
                requests.take(endpoint, session, part);
            }
        }
        if (asked.isEmpty()) {
            out.setStatus(HttpServletResponse.SC_ACCEPTED);
            return;
        }
        Reply reply = new Reply(out, session);
        Batch batch = new Batch(reply);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            asked.forEach(part -> threads.execute(() ->
                    requests.serve(endpoint, session, part, session.requests().next(), batch.new Part())));
        }
        reply.finishAll(batch.answers);
    }

    private static void check(List<Envelope> parts) {
        if (parts.isEmpty() || parts.size() > MAX) {
            throw new HttpFault(
                    400, RpcFault.INVALID_REQUEST, "a batch has 1 to " + MAX + " messages, this one " + parts.size());
        }
        for (Envelope part : parts) {
            if (part.kind() == Envelope.Kind.INVALID || part.kind() == Envelope.Kind.NOT_JSON) {
                throw new HttpFault(400, RpcFault.INVALID_REQUEST, "in the batch: " + part.reason());
            }
            if (part.kind() == Envelope.Kind.REQUEST && part.is(Member.METHOD, "\"initialize\"")) {
                throw new HttpFault(400, RpcFault.INVALID_REQUEST, "initialize must not be part of a batch");
            }
        }
    }

    /** All answers as one array. */
    static byte[] array(List<byte[]> answers) {
        List<byte[]> text = new ArrayList<>();
        for (byte[] answer : answers) {
            text.add(Messages.ascii(text.isEmpty() ? "[" : ","));
            text.add(answer);
        }
        text.add(Messages.ascii("]"));
        return Messages.join(text.toArray(byte[][]::new));
    }

    private final class Part implements ClientReply {
        @Override
        public boolean event(Envelope message) {
            return reply.event(message);
        }

        @Override
        public void finish(byte[] answer) {
            synchronized (answers) {
                answers.add(answer);
            }
        }

        @Override
        public void finishSilently() {
            // The client cancelled this one; the others are still answered.
        }
    }
}
