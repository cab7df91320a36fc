package io.mcpctl.cli.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PlainHttpTest {
    /** Answers each request of a connection with the next script; after the last one it is silent. */
    private static final class Scripted implements AutoCloseable {
        private final ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        private final Deque<String> scripts;
        private final boolean closing;
        final AtomicInteger connections = new AtomicInteger();

        Scripted(boolean closing, String... scripts) throws IOException {
            this.scripts = new ArrayDeque<>(List.of(scripts));
            this.closing = closing;
            Thread.ofVirtual().start(this::accept);
        }

        private void accept() {
            try {
                while (true) {
                    Socket client = socket.accept();
                    connections.incrementAndGet();
                    Thread.ofVirtual().start(() -> serve(client));
                }
            } catch (IOException e) {
                // The test is over.
            }
        }

        private void serve(Socket client) {
            try {
                while (!AnswerReader.line(client.getInputStream()).isEmpty()) {
                    while (!AnswerReader.line(client.getInputStream()).isEmpty()) {
                        // Headers do not matter here.
                    }
                    String script;
                    synchronized (scripts) {
                        script = scripts.poll();
                    }
                    if (script == null) {
                        continue;
                    }
                    client.getOutputStream().write(script.getBytes(StandardCharsets.UTF_8));
                    if (closing) {
                        client.close();
                    }
                }
            } catch (IOException e) {
                // The client has gone.
            }
        }

        URI uri() {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/x?y=1");
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private static String text(Http http, URI uri) throws IOException {
        try (HttpAnswer answer = http.send(HttpRequest.get(uri, Duration.ofSeconds(2)))) {
            return answer.text();
        }
    }

    @Test
    void aConnectionServesSeveralRequests() throws IOException {
        String answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";
        try (Scripted server = new Scripted(false, answer, answer);
                Http http = Http.create()) {
            assertEquals("hi", text(http, server.uri()));
            assertEquals("hi", text(http, server.uri()));
            assertEquals(1, server.connections.get());
        }
    }

    @Test
    void aKeptConnectionThatTheServerClosedIsReplaced() throws IOException {
        String answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";
        try (Scripted server = new Scripted(true, answer, answer);
                Http http = Http.create()) {
            assertEquals("hi", text(http, server.uri()));
            assertEquals("hi", text(http, server.uri()));
            assertEquals(2, server.connections.get());
        }
    }

    @Test
    void chunksAreJoinedAndTrailersSkipped() throws IOException {
        String answer =
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n2\r\nde\r\n0\r\nA: b\r\n\r\n";
        try (Scripted server = new Scripted(false, answer);
                Http http = Http.create()) {
            assertEquals("abcde", text(http, server.uri()));
        }
    }

    @Test
    void anAnswerThatIsCutOffIsAnError() throws IOException {
        String shorter = "HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\nhi";
        String chunk = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab";
        try (Scripted server = new Scripted(true, shorter, chunk);
                Http http = Http.create()) {
            assertThrows(IOException.class, () -> text(http, server.uri()));
            assertThrows(IOException.class, () -> text(http, server.uri()));
        }
    }

    @Test
    void whatIsNotHttpIsAnError() throws IOException {
        try (Scripted server = new Scripted(true, "SSH-2.0-x\r\n");
                Http http = Http.create()) {
            assertThrows(IOException.class, () -> text(http, server.uri()));
        }
    }

    @Test
    void silenceEndsWithTheLimit() throws IOException {
        try (Scripted server = new Scripted(false);
                Http http = Http.create()) {
            assertThrows(
                    SocketTimeoutException.class,
                    () -> http.send(HttpRequest.get(server.uri(), Duration.ofMillis(100))));
        }
    }

    @Test
    void headerValuesCannotCarryLineBreaks() {
        HttpRequest request = HttpRequest.get(URI.create("http://h/"), Duration.ofSeconds(1));

        assertThrows(IllegalArgumentException.class, () -> request.with("A", "b\r\nC: d"));
    }

    @Test
    void eventsEndWithEmptyLinesOfAnySort() throws IOException {
        String stream = ": c\ndata: a\ndata:b\nid: 7\n\nevent: x\r\ndata: c\r\n\r\ndata: cut off";
        EventReader events = new EventReader(new ByteArrayInputStream(stream.getBytes(StandardCharsets.UTF_8)));

        assertEquals(
                new EventReader.Event("message", "a\nb", "7"), events.next().orElseThrow());
        assertEquals(new EventReader.Event("x", "c", ""), events.next().orElseThrow());
        assertEquals(true, events.next().isEmpty());
    }
}
