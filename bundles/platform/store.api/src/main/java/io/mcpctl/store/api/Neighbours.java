package io.mcpctl.store.api;

import java.sql.Connection;
import java.sql.SQLException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The daemons that share one database: what they tell each other, and which of them does what only one may do. A daemon
 * on an embedded database has no neighbours. Safe for concurrent use.
 */
@ProviderType
public interface Neighbours {
    /** Longest text that can be told, in bytes of UTF-8. */
    int LIMIT = 7_500;

    /** Whether there can be any. */
    boolean exist();

    /**
     * Tells a text to every {@link NeighbourListener} of other daemons, once the transaction of this connection is
     * committed, and never when it is not.
     *
     * @param text at most {@link #LIMIT} bytes
     */
    void tell(Connection connection, String text) throws SQLException;

    /**
     * Whether this daemon is the one that runs a loop. Answers at once, from memory: the first answer for a loop is
     * usually no, and yes a moment later when no other daemon runs it. Another daemon takes over when this one dies or
     * loses the database.
     *
     * @param loop name of the loop, such as {@code reconciler}
     */
    boolean leads(String loop);
}
