package io.mcpctl.secrets.internal;

import io.mcpctl.store.api.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repairs rows at each start: the backend {@code default} exists, one backend is the default one, and each secret has
 * one. Plain SQL, so that it works on a schema that is only partly there; it never keeps the daemon from starting.
 */
@Component(service = DefaultBackend.class)
public final class DefaultBackend {
    private static final Logger LOG = LoggerFactory.getLogger(DefaultBackend.class);
    private static final String MISSING =
            "insert into secret_backends (id, name, type, config, is_default, description, token_meta,"
                    + " created_at, updated_at, version)"
                    + " select 'cdefault0000secretbackend', 'default', 'plaintext', %s, false,"
                    + " 'Encrypted in the database.', %s, current_timestamp, current_timestamp, 1"
                    + " from (select 1 as one) one"
                    + " where not exists (select 1 from secret_backends where name = 'default')";
    private static final String UNMARKED = "update secret_backends set is_default = true, version = version + 1"
            + " where name = 'default' and not exists (select 1 from secret_backends where is_default)";
    private static final String HOMELESS = "update secrets set backend_id ="
            + " (select id from secret_backends where name = 'default')"
            + " where backend_id is null or backend_id not in (select id from secret_backends)";

    @Activate
    public DefaultBackend(@Reference Database database) {
        String empty = database.product() == Database.Product.H2 ? "json '{}'" : "jsonb '{}'";
        repair(database, MISSING.formatted(empty, empty), "secret backend \"default\" was missing and is back");
        repair(database, UNMARKED, "no secret backend was the default one, now \"default\" is");
        repair(database, HOMELESS, "secrets without a backend are on \"default\" now");
    }

    private static void repair(Database database, String statement, String healed) {
        try (Connection connection = database.connect();
                Statement sql = connection.createStatement()) {
            int rows = sql.executeUpdate(statement);
            if (rows > 0) {
                database.commit(connection);
                LOG.atWarn().addKeyValue("rows", rows).log(healed);
            } else {
                connection.rollback();
            }
        } catch (SQLException e) {
            // Another daemon may have repaired it in the same moment; whatever it is, the next start tries again.
            LOG.atWarn().setCause(e).log("rows of secret backends cannot be repaired now");
        }
    }
}
