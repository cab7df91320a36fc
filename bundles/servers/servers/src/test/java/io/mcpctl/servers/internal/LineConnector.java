package io.mcpctl.servers.internal;

import io.mcpctl.orchestrator.api.ErrorLines;
import io.mcpctl.orchestrator.api.StdioChannel;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.upstream.api.StatelessUpstream;
import io.mcpctl.upstream.api.Upstream;
import io.mcpctl.upstream.api.UpstreamConnector;
import io.mcpctl.upstream.api.UpstreamListener;
import io.mcpctl.upstream.api.UpstreamTarget;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Sends a line and takes the next line as its answer: enough for servers that only answer. */
final class LineConnector implements UpstreamConnector {

    private volatile @Nullable UpstreamTarget last;

    /** What was connected last. */
    UpstreamTarget last() {
        return Objects.requireNonNull(last);
    }

    @Override
    public Upstream connect(UpstreamTarget target, UpstreamListener listener) {
        last = target;
        if (target instanceof UpstreamTarget.Stdio stdio) {
            return new Lines(stdio.channel(), listener);
        }
        throw new ProblemException(ProblemKind.UPSTREAM, "nobody listens at " + target);
    }

    @Override
    public StatelessUpstream stateless(UpstreamTarget target) {
        throw new ProblemException(ProblemKind.UPSTREAM, "only sessions here");
    }

    @Override
    public Upstream bridge(StatelessUpstream stateless, UpstreamListener listener) {
        throw new ProblemException(ProblemKind.UPSTREAM, "only sessions here");
    }

    private static final class Lines implements Upstream {
        private static final String END = "";

        private final StdioChannel channel;
        private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
        private volatile boolean open = true;

        Lines(StdioChannel channel, UpstreamListener listener) {
            this.channel = channel;
            Thread.ofPlatform().daemon().name("lines").start(() -> read(listener));
        }

        private void read(UpstreamListener listener) {
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(channel.output(), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    answers.add(line);
                }
            } catch (IOException e) {
                answers.add(END); // closed under the reader: the end, as below
            }
            open = false;
            answers.add(END);
            listener.closed("process ended");
        }

        @Override
        public byte[] request(byte[] message, Duration limit, String correlation) {
            send(message);
            try {
                String answer = answers.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
                if (answer == null) {
                    throw new ProblemException(ProblemKind.TIMEOUT, "no answer");
                }
                if (answer.equals(END)) {
                    answers.add(END);
                    channel.awaitExit(Duration.ofSeconds(2));
                    throw new ProblemException(
                            ProblemKind.UPSTREAM,
                            "process ended: "
                                    + ErrorLines.telling(channel.lastErrorLines())
                                            .orElse(""));
                }
                return answer.getBytes(StandardCharsets.UTF_8);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ProblemException(ProblemKind.UNAVAILABLE, "interrupted", e);
            }
        }

        @Override
        public void send(byte[] message) {
            try {
                channel.input().write(message);
                channel.input().write('\n');
                channel.input().flush();
            } catch (IOException e) {
                answers.add(END); // the waiting request learns of it
            }
        }

        @Override
        public void cancel(byte[] id, byte[] cancelled) {
            send(cancelled);
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public void close() {
            channel.close();
        }
    }
}
