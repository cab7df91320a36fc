package io.mcpctl.plugins.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class TurnsTest {
    private final Turns turns = new Turns();
    private final List<String> done = new CopyOnWriteArrayList<>();

    private FutureTask<Boolean> change() {
        FutureTask<Boolean> change = new FutureTask<>(() -> turns.take(() -> done.add("change")));
        Thread.ofVirtual().start(change);
        return change;
    }

    @Test
    void aChangeThatComesEarlyWaitsForTheFirstTurn() throws Exception {
        FutureTask<Boolean> change = change();
        turns.first(() -> done.add("first"));
        change.get(20, TimeUnit.SECONDS);

        assertEquals(List.of("first", "change"), done);
    }

    @Test
    void aFirstTurnThatFailsDoesNotHoldUpTheOthers() throws Exception {
        assertThrows(
                IllegalStateException.class,
                () -> turns.first(() -> {
                    throw new IllegalStateException("the store cannot be read");
                }));

        change().get(20, TimeUnit.SECONDS);
        assertEquals(List.of("change"), done);
    }
}
