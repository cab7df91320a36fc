package io.mcpctl.store.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mcpctl.store.api.Database.Product;
import io.mcpctl.testing.PostgresServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The script of secrets on schemas that are only partly there. */
@ParameterizedClass
@EnumSource(Product.class)
final class SecretsScriptTest {
    private static final String BACKENDS = "select name, is_default from secret_backends order by name";
    private static final String SECRETS =
            "select s.name, b.name from secrets s" + " join secret_backends b on b.id = s.backend_id order by s.name";

    private final Product product;
    private @Nullable PooledDatabase opened;

    @TempDir
    Path home = Path.of("");

    SecretsScriptTest(Product product) {
        this.product = product;
    }

    @BeforeEach
    void open() {
        opened = Databases.open(
                home, product == Product.H2 ? "" : PostgresServer.shared().newDatabase());
    }

    @AfterEach
    void close() {
        database().close();
    }

    @Test
    void secretsOfBeforeBackendsGetTheDefaultOne() throws Exception {
        Databases.execute(database(), "drop table secrets");
        Databases.execute(database(), "drop table secret_backends");
        Databases.execute(
                database(),
                "create table secrets (id varchar(25) primary key, name varchar(100) not null, data "
                        + (product == Product.H2 ? "json" : "jsonb") + " not null, external_ref varchar(1000),"
                        + " created_at timestamp(3) with time zone not null,"
                        + " updated_at timestamp(3) with time zone not null, version integer not null default 1)");
        insertSecret("old", "");

        run();

        assertEquals(List.of("old default"), Databases.rows(database(), SECRETS));
    }

    @Test
    void secretsWithoutABackendOrWithOneThatIsGoneGetTheDefaultOne() throws Exception {
        Databases.execute(database(), "alter table secrets drop constraint secrets_backend");
        Databases.execute(database(), "alter table secrets alter column backend_id drop not null");
        insertSecret("none", ", null");
        insertSecret("empty", ", ''");
        insertSecret("gone", ", 'cgone'");
        Databases.execute(database(), "delete from secret_backends");

        run();

        assertEquals(List.of("empty default", "gone default", "none default"), Databases.rows(database(), SECRETS));
    }

    @Test
    void onAWholeSchemaNothingChanges() throws Exception {
        Databases.execute(database(), "update secret_backends set is_default = false");
        Databases.execute(
                database(),
                "insert into secret_backends (id, name, type, is_default, created_at, updated_at)"
                        + " values ('cmine', 'mine', 'plaintext', true, current_timestamp, current_timestamp)");
        insertSecret("kept", ", 'cmine'");
        List<String> before = Databases.rows(database(), BACKENDS);

        run();
        run();

        assertEquals(before, Databases.rows(database(), BACKENDS));
        assertEquals(List.of("kept mine"), Databases.rows(database(), SECRETS));
    }

    private PooledDatabase database() {
        return Objects.requireNonNull(opened);
    }

    private void insertSecret(String name, String backend) throws SQLException {
        Databases.execute(
                database(),
                "insert into secrets (id, name, data, created_at, updated_at"
                        + (backend.isEmpty() ? "" : ", backend_id")
                        + ") values ('c" + name + "', '" + name + "', " + (product == Product.H2 ? "json" : "jsonb")
                        + " '{}', current_timestamp, current_timestamp" + backend + ")");
    }

    private void run() throws IOException, SQLException {
        String text;
        try (InputStream in = Migrations.class.getResourceAsStream("/io/mcpctl/store/migrations/V3__secrets.sql")) {
            text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
        boolean h2 = product == Product.H2;
        text = text.replaceAll("(?m)^--.*$", "")
                .replace("${json}", h2 ? "json" : "jsonb")
                .replace("${generated}", h2 ? "" : "stored");
        for (String statement : text.split(";", -1)) {
            if (!statement.isBlank()) {
                Databases.execute(database(), statement);
            }
        }
    }
}
