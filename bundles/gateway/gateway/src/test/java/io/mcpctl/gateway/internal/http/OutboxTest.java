package io.mcpctl.gateway.internal.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class OutboxTest {
    private static final byte[] MEBIBYTE = new byte[1 << 20];

    private final Outbox outbox = new Outbox("streamable-http");

    private int waiting() throws InterruptedException {
        int count = 0;
        while (outbox.next(Duration.ZERO).isPresent()) {
            count++;
        }
        return count;
    }

    @Test
    void theOldestGivesWayWhenThereAreTooMany() throws Exception {
        for (int i = 0; i < 300; i++) {
            Optional<byte[]> dropped = outbox.add("web", new byte[] {(byte) i});
            assertEquals(i >= 256, dropped.isPresent());
        }

        assertArrayEquals(new byte[] {44}, outbox.next(Duration.ZERO).orElseThrow());
        assertEquals(255, waiting());
    }

    @Test
    void theOldestGivesWayWhenTheyAreTooLarge() throws Exception {
        for (int i = 0; i < 100; i++) {
            outbox.add("web", MEBIBYTE);
        }

        assertEquals(4, waiting());
    }

    @Test
    void allTogetherAreBoundedTooAndWhatIsClosedCountsNoMore() throws Exception {
        Outbox[] others = new Outbox[100];
        for (int i = 0; i < others.length; i++) {
            others[i] = new Outbox("streamable-http");
            others[i].add("web", MEBIBYTE);
        }

        byte[] refused = outbox.add("web", MEBIBYTE).orElseThrow();
        assertEquals(MEBIBYTE.length, refused.length);
        for (Outbox other : others) {
            other.close();
        }
        assertTrue(outbox.add("web", MEBIBYTE).isEmpty());
        assertEquals(1, waiting());
    }

    @Test
    void theSameNotificationWaitsOnce() throws Exception {
        outbox.addOnce(new byte[] {1});
        outbox.addOnce(new byte[] {1});

        assertEquals(1, waiting());
    }
}
