package io.mcpctl.jsonrpc.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RequestBodyTest {
    private static final int MOST = 1 << 20;
    private static final int LARGE = Headroom.SMALL + 1;

    private static Headroom headroom(long bytes) {
        return new Headroom(() -> 0, bytes, () -> {}, Duration.ZERO);
    }

    private static RequestBody.Bounds bounds(Headroom headroom) {
        return new RequestBody.Bounds(MOST, 2, headroom);
    }

    private static InputStream body(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) 'x');
        return new ByteArrayInputStream(bytes);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "5, 5", "100000, 100000", "300000, 300000", "5, -1", "300000, -1", "1048576, 1048576", "3, 5"})
    void isReadToItsEnd(int actual, long announced) throws IOException {
        try (RequestBody body = RequestBody.read(body(actual), announced, bounds(headroom(100L << 20)))) {
            assertArrayEquals(body(actual).readAllBytes(), body.bytes());
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 1048577", "1048577, -1"})
    void oneThatIsTooLargeIsRefused(int actual, long announced) {
        RequestBody.Refused refused = assertThrows(
                RequestBody.Refused.class,
                () -> RequestBody.read(body(actual), announced, bounds(headroom(100L << 20))));

        assertEquals(RequestBody.Refused.Reason.TOO_LARGE, refused.reason());
        assertTrue(refused.sentence().contains("1 MiB"), refused.sentence());
    }

    @Test
    void aLargeOneHoldsItsMemoryUntilItIsClosed() throws IOException {
        Headroom headroom = headroom(4 * LARGE);
        try (RequestBody first = RequestBody.read(body(LARGE), LARGE, bounds(headroom))) {
            assertEquals(LARGE, first.bytes().length);
            RequestBody.Refused refused = assertThrows(
                    RequestBody.Refused.class, () -> RequestBody.read(body(LARGE), LARGE, bounds(headroom)));
            assertEquals(RequestBody.Refused.Reason.NO_MEMORY, refused.reason());
        }

        try (RequestBody second = RequestBody.read(body(LARGE), LARGE, bounds(headroom))) {
            assertEquals(LARGE, second.bytes().length);
        }
    }

    @Test
    void oneThatBreaksOffGivesItsMemoryBack() throws IOException {
        Headroom headroom = headroom(4 * LARGE);
        InputStream broken = new InputStream() {
            private final InputStream begin = body(Headroom.SMALL);

            @Override
            public int read() throws IOException {
                int next = begin.read();
                if (next < 0) {
                    throw new IOException("the client is gone");
                }
                return next;
            }
        };

        assertThrows(IOException.class, () -> RequestBody.read(broken, LARGE, bounds(headroom)));
        try (RequestBody next = RequestBody.read(body(LARGE), LARGE, bounds(headroom))) {
            assertEquals(LARGE, next.bytes().length);
        }
    }

    @Test
    void theRestOfASmallOneIsReadAndThatOfALargeOneIsNot() throws IOException {
        assertTrue(RequestBody.drain(body(10), 10, 100));
        assertTrue(RequestBody.drain(body(10), -1, 100));
        assertFalse(RequestBody.drain(body(101), -1, 100));
        assertFalse(RequestBody.drain(body(0), 101, 100));
    }
}
