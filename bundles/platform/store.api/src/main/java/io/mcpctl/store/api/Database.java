package io.mcpctl.store.api;

import java.sql.Connection;
import java.sql.SQLException;
import org.osgi.annotation.versioning.ProviderType;

/** The migrated database. The service exists only once the schema is current. Safe for concurrent use. */
@ProviderType
public interface Database {
    /** A pooled connection with auto-commit off; waits at most ten seconds. The caller calls {@link #commit} and closes it. */
    Connection connect() throws SQLException;

    /**
     * Commits what the connection wrote. When it returns, the change survives the sudden end of the process and of
     * the machine.
     */
    void commit(Connection connection) throws SQLException;

    /** How many connections there are at one time, at least 1. */
    default int connections() {
        return 8;
    }

    /** The product behind it. */
    Product product();

    /** Database products and where their SQL differs. */
    enum Product {
        H2("? format json", ""),
        POSTGRESQL("?::jsonb", " collate \"C\"");

        private final String jsonParameter;
        private final String binary;

        Product(String jsonParameter, String binary) {
            this.jsonParameter = jsonParameter;
            this.binary = binary;
        }

        /** Follows a text expression that is compared or ordered by its characters' codes, whatever the collation. */
        public String binary() {
            return binary;
        }

        /** Placeholder of a JSON column in an insert or update; the value is set as a string. */
        public String jsonParameter() {
            return jsonParameter;
        }
    }
}
