package io.mcpctl.tierlink.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.upstream.api.Upstream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LocalSessionTest {
    private final List<String> told = new ArrayList<>();
    private final Scripted link = new Scripted();
    private final LocalSession session =
            new LocalSession(link, e -> told.add(e == null ? "well" : e.kind().name()), closed -> told.add("closed"));

    @Test
    void aServerThatIsGoneBeforeItsFirstAnswerHasFailed() {
        link.failure = ProblemKind.NOT_FOUND;

        ask();

        assertEquals(List.of("NOT_FOUND"), told);
    }

    @Test
    void aLostSessionIsNoFailureOfTheServer() {
        ask();
        link.failure = ProblemKind.NOT_FOUND;
        ask();

        assertEquals(List.of("well"), told);
    }

    @Test
    void aFailureOfTheServerIsToldAtAnyTimeAndAnEndedLinkForgotten() {
        ask();
        link.failure = ProblemKind.UPSTREAM;
        link.open = false;
        ask();

        assertEquals(List.of("well", "UPSTREAM", "closed"), told);
    }

    private void ask() {
        if (link.failure == null) {
            session.request(new byte[0], Duration.ofSeconds(1));
        } else {
            assertThrows(ProblemException.class, () -> session.request(new byte[0], Duration.ofSeconds(1)));
        }
    }

    private static final class Scripted implements Upstream {
        private @Nullable ProblemKind failure;
        private boolean open = true;

        @Override
        public byte[] request(byte[] message, Duration limit, String correlation) {
            if (failure != null) {
                throw new ProblemException(failure, "as the test wants");
            }
            return message;
        }

        @Override
        public void send(byte[] message) {}

        @Override
        public void cancel(byte[] id, byte[] cancelled) {}

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public void close() {}
    }
}
