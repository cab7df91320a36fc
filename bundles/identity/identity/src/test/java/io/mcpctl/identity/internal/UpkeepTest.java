package io.mcpctl.identity.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.identity.internal.CredentialsFile.Content;
import io.mcpctl.store.api.Database.Product;
import io.mcpctl.testing.Annotations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class UpkeepTest {
    private static final String URL = "http://127.0.0.1:3200";

    private final Path home;

    UpkeepTest(@TempDir Path home) {
        this.home = home;
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void theRoleAdminOfOldBecomesEverythingOnce(Product product) {
        try (Daemon daemon = new Daemon(product)) {
            Subject subject = new Subject(Subject.Kind.User, "a@x.org");
            store(daemon, "old", subject, Binding.on("admin", "*"));
            store(daemon, "equivalent", subject, Binding.on("edit", "*"), Binding.on("run", "*"));
            store(daemon, "less", subject, Binding.on("edit", "*"), Binding.on("run", "servers"));

            assertEquals(2, RuleUpgrade.run(daemon.store));
            assertEquals(0, RuleUpgrade.run(daemon.store), "a restart is silent");

            assertEquals(Words.everything(), bindings(daemon, "old"));
            assertEquals(Words.everything(), bindings(daemon, "equivalent"));
            assertEquals(2, bindings(daemon, "less").size());
            assertEquals(1, daemon.store.find(Kinds.RBAC, "less").orElseThrow().version());
        }
    }

    private static void store(Daemon daemon, String name, Subject subject, Binding... bindings) {
        daemon.store.create(Kinds.RBAC, name, new RbacSpec(List.of(subject), List.of(bindings)));
    }

    private static List<Binding> bindings(Daemon daemon, String name) {
        return daemon.store.find(Kinds.RBAC, name).orElseThrow().spec().roleBindings();
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void theFirstStartMakesAnAdministratorAndLogsTheOwnerIn(Product product) throws IOException {
        try (Daemon daemon = new Daemon(product)) {
            start(daemon);

            Content content = file().read().orElseThrow();
            assertEquals(FirstStart.ADMINISTRATOR, content.user());
            assertEquals(URL, content.mcpdUrl());
            assertEquals(
                    "rw-------",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("credentials.json"))));
            assertTrue(Files.readString(home.resolve("credentials.json")).contains("expiresAt"));
            assertEquals(200, daemon.get("/rbac-definitions", content.token()).status());
            assertTrue(daemon.get("/auth/status", "").body().path("hasUsers").asBoolean());
            assertEquals(
                    409,
                    daemon.post("/auth/bootstrap", "", "{'email':'b@x.org','password':'right horse'}")
                            .status(),
                    "nobody else becomes the first administrator");
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void aGoodSessionIsKeptAndAnEndingOneReplaced(Product product) throws IOException {
        try (Daemon daemon = new Daemon(product)) {
            start(daemon);
            String first = file().read().orElseThrow().token();

            start(daemon);
            assertEquals(first, file().read().orElseThrow().token());
            daemon.clock.move(Duration.ofDays(23).plusSeconds(1));
            start(daemon);

            String second = file().read().orElseThrow().token();
            assertNotEquals(first, second);
            daemon.execute("delete from sessions");
            start(daemon);
            assertNotEquals(second, file().read().orElseThrow().token());
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void aFileOfAnotherDaemonOrOfAnotherUserIsLeftAlone(Product product) throws IOException {
        try (Daemon daemon = new Daemon(product)) {
            daemon.bootstrap();
            start(daemon);
            Content other = new Content("t", "http://elsewhere:3100", FirstStart.ADMINISTRATOR, Instant.EPOCH);
            Content user = new Content("t", URL, Daemon.ADMIN, Instant.EPOCH);
            for (Content content : List.of(other, user)) {
                file().write(content);
                start(daemon);
                assertEquals("t", file().read().orElseThrow().token());
            }
            Files.writeString(home.resolve("credentials.json"), "not json");
            start(daemon);
            assertEquals("not json", Files.readString(home.resolve("credentials.json")));
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void whereUsersExistNoAdministratorIsMade(Product product) throws IOException {
        try (Daemon daemon = new Daemon(product)) {
            daemon.bootstrap();

            start(daemon);

            assertTrue(daemon.store.find(Kinds.USER, FirstStart.ADMINISTRATOR).isEmpty());
            assertFalse(file().exists());
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void theThreadStartsFollowsChangesAndEnds(Product product) throws InterruptedException {
        try (Daemon daemon = new Daemon(product)) {
            daemon.execute("insert into sessions (id, token_hash, user_id, expires_at, created_at, updated_at)"
                    + " values ('c1', 'h', '" + Kinds.SYSTEM_USER_ID
                    + "', current_timestamp, current_timestamp, current_timestamp)");
            AuthConfig config = Annotations.of(
                    AuthConfig.class, Map.of("token", "t", "home", home.toString(), "url", URL, "bootstrap", true));
            Upkeep upkeep =
                    new Upkeep(config, daemon.store, daemon.database, daemon.rules, daemon.passwords, daemon.logins);
            try {
                while (!file().exists() || !daemon.rules.now().anyoneEditsRules()) {
                    Thread.onSpinWait();
                }
            } finally {
                upkeep.stop();
            }
            assertEquals(
                    0,
                    Thread.getAllStackTraces().keySet().stream()
                            .filter(t -> t.getName().equals("identity-upkeep"))
                            .count());
        }
    }

    private CredentialsFile file() {
        return new CredentialsFile(home);
    }

    private void start(Daemon daemon) throws IOException {
        new FirstStart(daemon.store, daemon.database, daemon.passwords, daemon.logins)
                .run(file(), URL, daemon.clock.instant());
    }
}
