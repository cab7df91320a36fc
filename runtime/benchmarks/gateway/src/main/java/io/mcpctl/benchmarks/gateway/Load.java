package io.mcpctl.benchmarks.gateway;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sessions that call one after the other, each as soon as it has its answer; one thread drives them all. */
final class Load implements AutoCloseable {
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(30);
    private static final int ATTEMPTS = 60;

    private final List<Client> clients = new ArrayList<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(256 << 10);

    /** What one window saw: of the errors so many calls got no answer; {@code firstError} is null without errors. */
    record Seen(
            Latencies latencies,
            double seconds,
            int errors,
            int lost,
            @Nullable String firstError) {
        double perSecond() {
            return latencies.total() / seconds;
        }
    }

    static Load open(Endpoint endpoint, int sessions) throws IOException {
        return open(List.of(endpoint), sessions);
    }

    /** As soon as the servers answer. */
    static Load await(List<Endpoint> endpoints, int sessions) throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                return open(endpoints, sessions);
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                Thread.sleep(500);
            }
        }
    }

    /** Sessions at several endpoints in turn. */
    private static Load open(List<Endpoint> endpoints, int sessions) throws IOException {
        Load load = new Load();
        try {
            for (int i = 0; i < sessions; i++) {
                Client client = Client.open(endpoints.get(i % endpoints.size()));
                load.clients.add(client);
                client.callOnce(1); // dials and starts what belongs to the session
            }
            return load;
        } catch (IOException e) {
            load.close();
            throw e;
        }
    }

    Seen run(Duration window, int size) throws IOException {
        try (Selector selector = Selector.open()) {
            Window run = new Window(selector, size);
            for (Client client : clients) {
                client.register(selector);
            }
            for (Client client : clients) {
                run.send(client);
            }
            Seen seen = run.drive(window);
            for (SelectionKey key : selector.keys()) {
                key.cancel();
            }
            return seen;
        }
    }

    private final class Window {
        private final Selector selector;
        private final int size;
        private final Latencies latencies = new Latencies();
        private final long begin = System.nanoTime();
        private boolean over;
        private int waiting;
        private int errors;
        private @Nullable String firstError;

        Window(Selector selector, int size) {
            this.selector = selector;
            this.size = size;
        }

        void send(Client client) throws IOException {
            client.send(size);
            waiting++;
        }

        Seen drive(Duration window) throws IOException {
            long end = begin + window.toNanos();
            long limit = end + LAST_ANSWERS.toNanos();
            double seconds = 0;
            while (waiting > 0 && System.nanoTime() < limit) {
                if (!over && System.nanoTime() >= end) {
                    over = true;
                    seconds = (System.nanoTime() - begin) / 1e9;
                }
                selector.select(key -> receive((Client) key.attachment()), 100);
            }
            if (waiting > 0) {
                errors += waiting;
                complain(waiting + " calls were not answered");
            }
            return new Seen(latencies, seconds, errors, waiting, firstError);
        }

        private void receive(Client client) {
            try {
                if (!client.receive(buffer)) {
                    return;
                }
                waiting--;
                long took = client.tookNanos();
                String complaint = client.complaint();
                if (complaint != null) {
                    errors++;
                    complain(complaint);
                } else if (!over) {
                    latencies.add(took);
                }
                if (client.mustReconnect()) {
                    again(client);
                }
                if (!over) {
                    send(client);
                }
            } catch (IOException e) {
                waiting--;
                errors++;
                complain(String.valueOf(e.getMessage()));
                revive(client);
            }
        }

        private void revive(Client client) {
            try {
                again(client);
                if (!over) {
                    send(client);
                }
            } catch (IOException e) {
                complain("cannot connect again: " + e.getMessage()); // this session takes no further part
            }
        }

        private void again(Client client) throws IOException {
            client.reconnect();
            client.register(selector);
        }

        private void complain(String what) {
            if (firstError == null) {
                firstError = what;
            }
        }
    }

    @Override
    public void close() throws IOException {
        IOException first = null;
        for (Client client : clients) {
            try {
                client.end();
            } catch (IOException e) {
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
