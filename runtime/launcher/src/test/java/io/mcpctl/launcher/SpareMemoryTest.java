package io.mcpctl.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SpareMemoryTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final AtomicLong busy = new AtomicLong();
    private final AtomicInteger collections = new AtomicInteger();
    private final SpareMemory memory = new SpareMemory(busy::get, collections::incrementAndGet);

    @Test
    void theFirstIdleMinuteAfterWorkCollectsOnce() {
        minuteWith(Duration.ofSeconds(30));
        minuteWith(Duration.ofSeconds(2));
        assertEquals(0, collections.get());

        minuteWith(Duration.ofSeconds(1));
        assertEquals(1, collections.get());
        minuteWith(Duration.ofSeconds(1));
        assertEquals(1, collections.get());

        minuteWith(Duration.ofSeconds(3));
        minuteWith(Duration.ZERO);
        assertEquals(2, collections.get());
    }

    @Test
    void aProcessThatWasAlwaysIdleIsLeftAlone() {
        minuteWith(Duration.ZERO);
        minuteWith(Duration.ofSeconds(1));

        assertEquals(0, collections.get());
    }

    private void minuteWith(Duration processorTime) {
        busy.addAndGet(processorTime.toNanos());
        memory.look(MINUTE);
    }
}
