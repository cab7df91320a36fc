package io.mcpctl.resources.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.resources.api.Resource;
import io.mcpctl.resources.api.ResourceListener.Change;
import io.mcpctl.servers.api.ServerSpec;
import io.mcpctl.store.api.Database.Product;
import io.mcpctl.store.internal.DatabaseNeighbours;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What one daemon commits is told to the listeners and watches of another on the same PostgreSQL. */
final class TwoDaemonsTest {
    private final HttpBench here;
    private final Workbench there;
    private final DatabaseNeighbours hearing;
    private final BlockingQueue<Change> heard = new LinkedBlockingQueue<>();

    TwoDaemonsTest() throws SQLException {
        here = new HttpBench(Product.POSTGRESQL);
        there = new Workbench(Product.POSTGRESQL);
        hearing = here.bench.neighbours;
        here.bench.listeners.addListener(heard::add);
    }

    @BeforeEach
    void listens() throws Exception {
        // Until the line is open nothing is heard, as nothing is missed by a daemon that starts.
        do {
            there.create("server", "{'name':'warm-up','transport':'STDIO'}");
            there.delete("server", "warm-up");
        } while (heard.poll(200, TimeUnit.MILLISECONDS) == null);
        while (heard.poll(500, TimeUnit.MILLISECONDS) != null) {
            assertTrue(hearing.exist());
        }
    }

    @AfterEach
    void close() {
        here.close();
        here.bench.close();
        there.close();
    }

    private Change next() throws InterruptedException {
        Change change = heard.poll(20, TimeUnit.SECONDS);
        if (change == null) {
            throw new AssertionError("nothing was heard within 20 s");
        }
        return change;
    }

    @Test
    void listenersHearWhatOthersCreateChangeAndDelete() throws Exception {
        there.create("server", "{'name':'a','transport':'STDIO','description':'x'}");
        Change created = next();
        there.update("server", "a", "{'transport':'SSE','externalUrl':'http://x'}");
        Change updated = next();
        there.delete("server", "a");
        Change deleted = next();

        assertTrue(created.foreign() && created.before().isEmpty());
        assertEquals("x", ((ServerSpec) created.resource().spec()).description());
        assertEquals(2, updated.after().map(Resource::version).orElseThrow());
        ServerSpec before = (ServerSpec) updated.before().orElseThrow().spec();
        assertEquals(Optional.of(ServerSpec.Transport.STDIO), before.transport());
        assertTrue(deleted.after().isEmpty());
        assertEquals("a", deleted.resource().name());
        assertEquals(created.resource().id(), deleted.resource().id());
    }

    @Test
    void whatGoesWithADeletedResourceIsHeardWithItsReferences() throws Exception {
        // One by one: what was deleted before it could be read is never told as created.
        there.create("project", "{'name':'p'}");
        next();
        there.create("server", "{'name':'a','transport':'STDIO'}");
        next();
        there.create("serverattachment", "{'project':'p','server':'a'}");
        next();

        there.delete("server", "a");

        assertEquals(
                "AttachmentSpec[project=p, server=a]", next().resource().spec().toString());
        assertEquals("server", next().kind());
    }

    @Test
    void watchesGoOnWithTheChangesOfOthers() {
        try (EventReader events = EventReader.watch(here, "owner", "/servers", "")) {
            events.until("BOOKMARK");

            // One by one: what was deleted before it could be read is never shown.
            there.create("server", "{'name':'a','transport':'STDIO'}");
            assertEquals("ADDED a", events.next().toString());
            there.update("server", "a", "{'description':'y'}");
            assertEquals("MODIFIED a", events.next().toString());
            there.delete("server", "a");
            assertEquals("DELETED a", events.next().toString());
        }
    }

    @Test
    void ownChangesAreNotHeardTwice() throws Exception {
        here.bench.create("server", "{'name':'mine','transport':'STDIO'}");
        there.create("server", "{'name':'theirs','transport':'STDIO'}");

        Change mine = next();
        Change theirs = next();

        assertEquals("mine", mine.resource().name());
        assertFalse(mine.foreign());
        assertEquals("theirs", theirs.resource().name());
    }

    @Test
    void aTextThatNobodyUnderstandsIsAGapAndNoFailure() throws SQLException {
        try (EventReader events = EventReader.watch(here, "owner", "/servers", "")) {
            events.until("BOOKMARK");

            try (var connection = there.database.connect()) {
                there.neighbours.tell(connection, "not json");
                there.database.commit(connection);
            }

            assertEquals("RESET", events.next().type());
        }
    }
}
