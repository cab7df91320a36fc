package io.mcpctl.orchestrator.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BoundedLogTest {
    private final BoundedLog log;

    BoundedLogTest(@TempDir Path folder) throws IOException {
        log = new BoundedLog(folder, "x.log");
    }

    @AfterEach
    void close() {
        log.close();
    }

    private void write(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        log.write(bytes, bytes.length);
    }

    @Test
    void aMarkIsWhereTheLastLinesBegin() {
        write("one\ntwo\nthree\n");

        assertEquals(0, log.mark(3));
        assertEquals(0, log.mark(9));
        assertEquals(4, log.mark(2));
        assertEquals(8, log.mark(1));
    }

    @Test
    void onlyWholeLinesAreReadUntilTheEnd() {
        write("one\ntw");
        assertEquals(new BoundedLog.Part("one\n", 4), log.after(0, 1000));
        assertEquals(new BoundedLog.Part("", 4), log.after(4, 1000));

        write("o\n");
        assertEquals(new BoundedLog.Part("two\n", 8), log.after(4, 1000));

        write("last");
        log.close();
        assertEquals(new BoundedLog.Part("last", 12), log.after(8, 1000));
        assertEquals(new BoundedLog.Part("", 12), log.after(12, 1000));
    }

    @Test
    void aLineLongerThanTheLimitComesInPieces() {
        write("abcdef\n");

        assertEquals(new BoundedLog.Part("abcd", 4), log.after(0, 4));
    }

    @Test
    void aSlowReaderMissesWhatWasDroppedAndGoesOn() {
        String line = "x".repeat(999) + "\n";
        for (int i = 0; i < 5_000; i++) {
            write(line);
        }

        long at = 0;
        long read = 0;
        while (true) {
            BoundedLog.Part part = log.after(at, 64 * 1024);
            if (part.next() == at) {
                break;
            }
            assertTrue(part.text().endsWith("\n"));
            read += part.text().length();
            at = part.next();
        }

        assertEquals(5_000_000, at);
        assertTrue(read > 1_000_000 && read <= 2 << 20, "read " + read);
    }
}
