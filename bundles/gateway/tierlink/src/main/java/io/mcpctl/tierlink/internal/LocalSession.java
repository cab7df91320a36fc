package io.mcpctl.tierlink.internal;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.upstream.api.Upstream;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A session with a local upstream, which tells how that is. */
final class LocalSession implements Upstream {
    private final Upstream link;
    private final Consumer<@Nullable ProblemException> told;
    private final Consumer<LocalSession> closed;
    private volatile boolean answered;

    LocalSession(Upstream link, Consumer<@Nullable ProblemException> told, Consumer<LocalSession> closed) {
        this.link = link;
        this.told = told;
        this.closed = closed;
    }

    @Override
    public byte[] request(byte[] message, Duration limit, String correlation) {
        try {
            byte[] answer = link.request(message, limit, correlation);
            answered = true;
            told.accept(null);
            return answer;
        } catch (ProblemException e) {
            // A session that is lost may be begun again; one that never answered would only be lost again.
            if (e.kind() == ProblemKind.UPSTREAM || (e.kind() == ProblemKind.NOT_FOUND && !answered)) {
                told.accept(e);
            }
            if (!link.isOpen()) {
                closed.accept(this);
            }
            throw e;
        }
    }

    @Override
    public void send(byte[] message) {
        link.send(message);
    }

    @Override
    public void cancel(byte[] id, byte[] cancelled) {
        link.cancel(id, cancelled);
    }

    @Override
    public boolean isOpen() {
        return link.isOpen();
    }

    @Override
    public void close() {
        link.close();
        closed.accept(this);
    }
}
