package io.mcpctl.upstream.internal;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.orchestrator.api.StdioChannel;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.upstream.api.Upstream;
import io.mcpctl.upstream.api.UpstreamTarget;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class StdioTransportTest {
    /** A process whose output cannot be read any more, for lack of memory, once it was asked something. */
    private static final class Unreadable implements StdioChannel {
        private final CountDownLatch asked = new CountDownLatch(1);

        @Override
        public InputStream output() {
            return new InputStream() {
                @Override
                public int read() {
                    try {
                        asked.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    throw new OutOfMemoryError("as the test wants it");
                }
            };
        }

        @Override
        public OutputStream input() {
            return new OutputStream() {
                @Override
                public void write(int b) {
                    asked.countDown();
                }
            };
        }

        @Override
        public Optional<Integer> awaitExit(Duration limit) {
            return Optional.empty();
        }

        @Override
        public String lastErrorLines() {
            return "";
        }

        @Override
        public void close() {
            asked.countDown();
        }
    }

    @Test
    void aReaderThatEndsForAnyReasonLeavesNobodyWaiting() {
        Connector connector = new Connector();
        try (Upstream session = connector.connect(new UpstreamTarget.Stdio("broken", new Unreadable()), new Heard())) {
            byte[] request = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}".getBytes(StandardCharsets.UTF_8);

            ProblemException ended =
                    assertThrows(ProblemException.class, () -> session.request(request, Duration.ofMinutes(5)));
            assertTrue(ended.problem().detail().contains("server \"broken\" ended"), ended::toString);
        } finally {
            connector.deactivate();
        }
    }
}
