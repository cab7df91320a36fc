package io.mcpctl.gateway.internal.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.gateway.internal.session.Journal;
import io.mcpctl.gateway.internal.session.SessionStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class FeedTest {
    private static final byte[] NO_ID = new byte[0];
    private static final byte[] LARGE = new byte[3 << 20];

    /** A client that reads nothing until it is let. */
    private static final class Stuck extends OutputStream {
        private final CountDownLatch free = new CountDownLatch(1);
        private final CountDownLatch reached = new CountDownLatch(1);

        @Override
        public void write(int b) throws IOException {
            reached.countDown();
            try {
                free.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
    }

    private static Feed feed(Duration patience) {
        return new Feed(() -> Duration.ofSeconds(20), patience);
    }

    private static Thread pump(Feed feed, OutputStream out) {
        return Thread.ofVirtual().start(() -> {
            try {
                feed.pump(out);
            } catch (IOException e) {
                feed.abandon();
            }
        });
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void everythingIsWrittenInOrderBeforeTheEnd() throws Exception {
        Feed feed = feed(Duration.ofSeconds(5));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Thread pump = pump(feed, out);

        assertTrue(feed.put(text("id: 1-1\n"), text("{\"a\":\n1}")));
        assertTrue(feed.put(NO_ID, text("{}")));
        feed.end();
        feed.awaitWritten();

        assertTrue(pump.join(Duration.ofSeconds(10)));
        assertEquals(
                "id: 1-1\nevent: message\ndata: {\"a\": 1}\n\nevent: message\ndata: {}\n\n",
                out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void largeMessagesAreWrittenInSlicesAndStayWhole() throws Exception {
        Feed feed = feed(Duration.ofSeconds(5));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        pump(feed, out);
        String message = "{\"x\":\"" + "y".repeat(1 << 20) + "\",\n\"z\":1}";

        feed.put(NO_ID, text(message));
        feed.end();
        feed.awaitWritten();

        assertEquals(
                "event: message\ndata: " + message.replace('\n', ' ') + "\n\n", out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void aClientThatDoesNotReadIsCutAfterAWhileAndNobodyWaitsForItAgain() throws Exception {
        Feed feed = feed(Duration.ofMillis(100));
        Stuck client = new Stuck();
        pump(feed, client);
        assertTrue(feed.put(NO_ID, LARGE));
        client.reached.await();

        assertFalse(feed.put(NO_ID, LARGE));
        assertTrue(feed.isLost());
        assertFalse(feed.put(NO_ID, text("{}")));
        feed.awaitWritten();
        client.free.countDown();
    }

    @Test
    void whoWaitsForRoomGoesOnWhenThereIsSome() throws Exception {
        Feed feed = feed(Duration.ofSeconds(20));
        Stuck client = new Stuck();
        pump(feed, client);
        assertTrue(feed.put(NO_ID, LARGE));
        client.reached.await();

        Thread.ofVirtual().start(client.free::countDown);
        assertTrue(feed.put(NO_ID, LARGE));
    }

    @Test
    void aSessionWhoseClientDoesNotReadIsClosedWithoutWaiting() throws Exception {
        Journal journal = new Journal(false);
        SessionStream stream = journal.open();
        Stuck client = new Stuck();
        stream.begin(client);
        assertTrue(stream.send(LARGE));
        client.reached.await();

        Thread closing = Thread.ofVirtual().start(journal::close);
        assertTrue(closing.join(Duration.ofSeconds(10)));
        assertFalse(stream.send(LARGE));
        client.free.countDown();
    }

    @Test
    void closingASessionWhileItsStreamIsFedEnds() throws Exception {
        for (int i = 0; i < 200; i++) {
            Journal journal = new Journal(false);
            SessionStream stream = journal.open();
            stream.begin(OutputStream.nullOutputStream());
            Thread feeding = Thread.ofPlatform().daemon().start(() -> {
                while (stream.send(text("{}"))) {
                    Thread.onSpinWait();
                }
            });

            Thread closing = Thread.ofPlatform().daemon().start(journal::close);
            assertTrue(closing.join(Duration.ofSeconds(10)) && feeding.join(Duration.ofSeconds(10)));
        }
    }
}
