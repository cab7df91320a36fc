package io.mcpctl.jsonrpc.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class PacedInputTest {
    @Test
    void whatComesAtOncePassesHoweverShort() throws IOException {
        InputStream body = new PacedInput(new ByteArrayInputStream(new byte[5]), Duration.ZERO);

        assertEquals(5, body.readAllBytes().length);
    }

    @Test
    void aByteNowAndThenIsGivenUp() {
        InputStream dribble = new InputStream() {
            @Override
            public int read() {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
                return ' ';
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                target[offset] = (byte) read();
                return 1;
            }
        };

        IOException slow = assertThrows(
                RequestBody.Refused.class, () -> new PacedInput(dribble, Duration.ofMillis(500)).readAllBytes());
        assertTrue(String.valueOf(slow.getMessage()).contains("at least 1024 bytes a second"), slow::toString);
    }
}
