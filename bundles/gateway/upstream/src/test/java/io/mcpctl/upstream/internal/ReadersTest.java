package io.mcpctl.upstream.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mcpctl.jsonrpc.api.Headroom;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ReadersTest {
    @Test
    void linesOfAnyLengthComeWholeFromAnyPieces() throws IOException {
        Random random = new Random(3);
        List<String> wanted = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            String line = Integer.toString(i).repeat(random.nextInt(i % 50 == 0 ? 20_000 : 40));
            wanted.add(line);
            text.append(line).append(random.nextBoolean() ? "\r\n" : "\n");
        }

        LineReader lines = new LineReader(pieces(text.toString(), random), 1 << 20, Headroom.ofHeap());

        for (String line : wanted) {
            assertEquals(line, text(lines.next()));
        }
        assertNull(lines.next());
    }

    @Test
    void lineOverTheLimitIsSkippedWhole() throws IOException {
        LineReader lines = new LineReader(
                pieces("a\n" + "x".repeat(50_000) + "\nb\nlast", new Random(1)), 10_000, Headroom.ofHeap());

        assertEquals("a", text(lines.next()));
        assertThrows(LineReader.TooLong.class, lines::next);
        assertEquals("b", text(lines.next()));
        assertEquals("last", text(lines.next()));
        assertNull(lines.next());
    }

    @Test
    void eventsKeepDataIdAndRetry() throws IOException {
        EventReader events = new EventReader(
                stream(": hi\nid: 1\ndata:\n\nid:2\nretry: 50\nevent: message\ndata: {\"a\":\ndata:1}\n\n"
                        + "event: other\ndata: skipped\n\ndata: {}\n\ndata: unfinished"),
                1000,
                Headroom.ofHeap(),
                "");

        assertEquals("{\"a\":\n1}", text(events.next()));
        assertEquals("2", events.lastId());
        assertEquals(50, events.retryMillis());
        assertEquals("{}", text(events.next()));
        assertNull(events.next());
    }

    @Test
    void lineBreaksBetweenTokensBecomeSpaces() {
        assertEquals("{  \"a\":1}\n", text(StdioTransport.line("{\r\n\"a\":1}".getBytes(StandardCharsets.UTF_8))));
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static InputStream pieces(String text, Random random) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, 1 + random.nextInt(5000)));
            }
        };
    }

    private static String text(byte @Nullable [] bytes) {
        return bytes == null ? "(end)" : new String(bytes, StandardCharsets.UTF_8);
    }
}
