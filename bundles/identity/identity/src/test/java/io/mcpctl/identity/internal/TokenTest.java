package io.mcpctl.identity.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.identity.api.TokenText;
import io.mcpctl.identity.internal.Daemon.Answer;
import io.mcpctl.store.api.Database.Product;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class TokenTest {
    private static final String VIEW_DEMO = "{'role':'view','resource':'project','name':'demo'}";
    private static final String CI = "{'name':'ci','project':'demo','bindings':[" + VIEW_DEMO + "]}";

    @ParameterizedTest
    @EnumSource(Product.class)
    void theRawTokenIsShownOnceAndKnowsItself(Product product) {
        try (Daemon daemon = new Daemon(product)) {
            daemon.project("demo");

            Answer made = Daemon.done(daemon.post("/mcptokens", Daemon.OWNER, CI));

            assertEquals(201, made.status());
            String raw = made.text("token");
            assertTrue(raw.matches("mcpctl_pat_[A-Za-z0-9_-]{43}"), raw);
            assertEquals(raw.substring(0, 16), made.text("tokenPrefix"));
            String sha = TokenText.hashToken(raw);
            for (String path : List.of("/mcptokens", "/mcptokens?project=demo", "/mcptokens/ci")) {
                String text = Daemon.done(daemon.get(path, Daemon.OWNER)).body().toString();
                assertTrue(text.contains("\"status\":\"active\""), text);
                assertTrue(text.contains("\"resource\":\"projects\""), text);
                assertFalse(text.contains(raw) || text.contains(sha), text);
            }
            Answer introspected = Daemon.done(daemon.get("/mcptokens/introspect", raw));
            assertTrue(introspected.body().path("active").asBoolean());
            assertEquals("ci", introspected.text("name"));
            assertEquals(sha, introspected.text("sha"));
            assertEquals("demo", introspected.text("project"));
            assertEquals(Kinds.SYSTEM_USER, introspected.text("owner"));
            Answer me = Daemon.done(daemon.get("/auth/me", raw));
            assertEquals("demo", me.body().path("mcpToken").path("project").asText());
            assertEquals("mcptoken-" + sha.substring(0, 12), definitions(daemon).getFirst());
        }
    }

    private static List<String> definitions(Daemon daemon) {
        return daemon.store.list(Kinds.RBAC).stream()
                .map(rbac -> rbac.name())
                .filter(name -> name.startsWith("mcptoken-"))
                .toList();
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void aTokenReachesItsOwnProjectOnly(Product product) {
        try (Daemon daemon = new Daemon(product)) {
            daemon.project("demo");
            daemon.project("other");
            String raw = daemon.token(
                    Daemon.OWNER, "{'name':'ci','project':'demo','bindings':[{'role':'edit','resource':'*'}]}");

            assertEquals(200, daemon.get("/projects/demo", raw).status());
            String id = daemon.get("/projects/demo", raw).text("id");
            assertEquals(200, daemon.get("/projects/" + id, raw).status());
            for (String path : List.of("/projects/other", "/projects", "/servers", "/auth/can-i", "/mcptokens/ci")) {
                Answer answer = daemon.get(path, raw);
                assertEquals(403, answer.status(), path);
                assertTrue(answer.error().contains("project 'demo'"), answer.error());
            }
            assertEquals(403, daemon.post("/auth/logout", raw, "").status());
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void theBindingsOfTheTokenAloneCount(Product product) {
        try (Daemon daemon = new Daemon(product)) {
            daemon.project("demo");
            String admin = daemon.bootstrap();
            String empty = daemon.token(admin, "{'name':'empty','project':'demo'}");
            String clone = daemon.token(admin, "{'name':'clone','project':'demo','rbacMode':'clone'}");

            assertEquals(
                    "Forbidden: view on projects/demo required",
                    daemon.get("/projects/demo", empty).error());
            assertEquals(200, daemon.get("/projects/demo", clone).status());
            Answer shown = daemon.get("/mcptokens/clone", admin);
            assertEquals(
                    2 + Words.OPERATIONS.size(), shown.body().path("bindings").size());
            assertEquals(Daemon.ADMIN, shown.text("owner"));
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void aCloneHasWhatItsMakerHadAndTheAddedBindings(Product product) {
        try (Daemon daemon = new Daemon(product)) {
            daemon.project("demo");
            String user = daemon.user(
                    "u", VIEW_DEMO + ",{'role':'create','resource':'mcptokens'},{'role':'view','resource':'secrets'}");
            String raw = daemon.token(
                    user,
                    "{'name':'ci','project':'demo','rbacMode':'clone',"
                            + "'bindings':[{'role':'view','resource':'secrets','name':'one'}]}");
            List<String> bindings = daemon
                    .store
                    .find(Kinds.RBAC, "mcptoken-" + TokenText.hashToken(raw).substring(0, 12))
                    .orElseThrow()
                    .spec()
                    .roleBindings()
                    .stream()
                    .map(Binding::toString)
                    .toList();
            assertEquals(
                    List.of("view:projects:demo", "create:mcptokens", "view:secrets", "view:secrets:one"), bindings);

            Daemon.done(daemon.call("DELETE", "/rbac-definitions/u-rules", Daemon.OWNER, ""));

            assertEquals(200, daemon.get("/projects/demo", raw).status(), "later changes do not follow");
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void aBindingAboveTheCeilingRefusesTheWhole(Product product) {
        try (Daemon daemon = new Daemon(product)) {
            daemon.project("demo");
            String user = daemon.user("u", VIEW_DEMO + ",{'role':'create','resource':'mcptokens'}");

            Answer answer = daemon.post(
                    "/mcptokens",
                    user,
                    "{'name':'ci','project':'demo','bindings':[" + VIEW_DEMO
                            + ",{'role':'delete','resource':'secrets'}]}");

            assertEquals(403, answer.status());
            assertEquals("cannot grant delete:secrets: you do not hold it", answer.error());
            assertEquals(List.of(), daemon.store.list(Kinds.TOKEN));
            assertEquals(
                    403,
                    daemon.post(
                                    "/mcptokens",
                                    user,
                                    "{'name':'ci','project':'demo','bindings':[{'role':'run','action':'logs'}]}")
                            .status());
            daemon.token(user, CI);
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void theNameOfALiveTokenIsTakenUnlessForced(Product product) {
        try (Daemon daemon = new Daemon(product)) {
            daemon.project("demo");
            daemon.project("other");
            String first = daemon.token(Daemon.OWNER, CI);

            Answer again = daemon.post("/mcptokens", Daemon.OWNER, CI);
            assertEquals(409, again.status());
            assertTrue(again.error().startsWith("mcptoken 'ci' already exists"), again.error());
            assertEquals(
                    "skipped",
                    daemon.post("/apply", Daemon.OWNER, CI.replace("{'name'", "{'kind':'mcptoken','name'"))
                            .text("result"));
            daemon.token(Daemon.OWNER, CI.replace("demo", "other"));
            String forced = daemon.token(Daemon.OWNER, CI.replace("}]}", "}],'force':true}"));

            Answer old = daemon.get("/auth/me", first);
            assertEquals(401, old.status());
            assertTrue(old.error().contains("revoked"), old.error());
            assertEquals(200, daemon.get("/auth/me", forced).status());
            assertEquals(2, definitions(daemon).size());
            assertEquals(409, daemon.get("/mcptokens/ci", Daemon.OWNER).status());
            Answer scoped = Daemon.done(daemon.get("/mcptokens/ci?project=demo", Daemon.OWNER));
            assertEquals(forced.substring(0, 16), scoped.text("tokenPrefix"));
            assertEquals(
                    405, daemon.call("PUT", "/mcptokens/ci", Daemon.OWNER, "{}").status());
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void wrongRequestsForTokensAreRefused(Product product) {
        try (Daemon daemon = new Daemon(product)) {
            daemon.project("demo");
            for (String wrong : List.of(
                    "'ttl':'soon'",
                    "'ttl':'0d'",
                    "'ttl':'2001-01-01T00:00:00Z'",
                    "'expiresAt':'2001-01-01T00:00:00Z'",
                    "'ttl':'1d','expiresAt':'2999-01-01T00:00:00Z'",
                    "'rbacMode':'some'",
                    "'bindings':[{'role':'view','resource':'cats'}]")) {
                Answer answer = daemon.post("/mcptokens", Daemon.OWNER, "{'name':'ci','project':'demo'," + wrong + "}");
                assertEquals(400, answer.status(), wrong);
            }
            Answer reserved = daemon.post("/mcptokens", Daemon.OWNER, CI.replace("'ci'", "'introspect'"));
            assertEquals(400, reserved.status());
            assertTrue(reserved.error().contains("reserved"), reserved.error());
            Answer unknown = daemon.post("/mcptokens", Daemon.OWNER, CI.replace("demo", "gone"));
            assertEquals(404, unknown.status());
            assertTrue(unknown.error().contains("project 'gone' not found"), unknown.error());
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void aTokenEndsWhenItsTimeIsUp(Product product) {
        try (Daemon daemon = new Daemon(product)) {
            daemon.project("demo");
            String raw = daemon.token(Daemon.OWNER, CI.replace("}]}", "}],'ttl':'45m'}"));
            daemon.clock.move(Duration.ofMinutes(45).minusSeconds(1));
            assertEquals(200, daemon.get("/auth/me", raw).status());

            daemon.clock.move(Duration.ofSeconds(1));

            Answer expired = daemon.get("/auth/me", raw);
            assertEquals(401, expired.status());
            assertTrue(expired.error().contains("expired"), expired.error());
            assertEquals("expired", daemon.get("/mcptokens/ci", Daemon.OWNER).text("status"));
            Answer applied = daemon.post("/apply", Daemon.OWNER, CI.replace("{'name'", "{'kind':'mcptoken','name'"));
            assertEquals("created", applied.text("result"), applied.body().toString());
            Answer unknown = daemon.get("/auth/me", TokenText.generateToken());
            assertEquals(401, unknown.status());
            assertTrue(unknown.error().contains("unknown"), unknown.error());
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void aRevokedTokenEndsAtOnceAndStaysForHistory(Product product) {
        try (Daemon daemon = new Daemon(product)) {
            daemon.project("demo");
            String raw = daemon.token(Daemon.OWNER, CI);
            String user = daemon.user("u", "{'role':'delete','resource':'mcptokens','name':'other'}");
            assertEquals(200, daemon.get("/auth/me", raw).status());
            assertEquals(
                    "Forbidden: delete on mcptokens/ci required",
                    daemon.post("/mcptokens/ci/revoke", user, "").error());

            Answer revoked = Daemon.done(daemon.post("/mcptokens/ci/revoke", Daemon.OWNER, ""));
            daemon.clock.move(Duration.ofMinutes(1));
            Answer again = Daemon.done(daemon.post("/mcptokens/demo/ci/revoke", Daemon.OWNER, ""));

            assertEquals("revoked", revoked.text("status"));
            assertEquals(revoked.text("revokedAt"), again.text("revokedAt"));
            Answer refused = daemon.get("/auth/me", raw);
            assertEquals(401, refused.status());
            assertTrue(refused.error().contains("revoked"), refused.error());
            assertEquals(List.of(), definitions(daemon));
            assertEquals("revoked", daemon.get("/mcptokens/ci", Daemon.OWNER).text("status"));
            assertEquals(
                    404, daemon.post("/mcptokens/gone/revoke", Daemon.OWNER, "").status());
            daemon.token(Daemon.OWNER, CI);
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void tokenAndRulesGoWithTheTokenTheProjectAndTheOwner(Product product) {
        try (Daemon daemon = new Daemon(product)) {
            daemon.project("demo");
            daemon.project("other");
            String user = daemon.user("u", VIEW_DEMO + ",{'role':'create','resource':'mcptokens'}");
            String direct = daemon.token(Daemon.OWNER, CI);
            Daemon.done(daemon.call("DELETE", "/mcptokens/ci", Daemon.OWNER, ""));
            String ofProject = daemon.token(Daemon.OWNER, CI.replace("'project':'demo'", "'project':'other'"));
            assertEquals(200, daemon.get("/auth/me", ofProject).status());
            Daemon.done(daemon.call("DELETE", "/projects/other", Daemon.OWNER, ""));
            String ofOwner = daemon.token(user, CI);
            Daemon.done(daemon.call("DELETE", "/users/u@x.org", Daemon.OWNER, ""));

            for (String raw : List.of(direct, ofProject, ofOwner)) {
                assertEquals(401, daemon.get("/auth/me", raw).status());
            }
            assertEquals(List.of(), definitions(daemon));
            assertEquals(List.of(), daemon.store.list(Kinds.TOKEN));
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void introspectionIsForTokens(Product product) {
        try (Daemon daemon = new Daemon(product)) {
            assertEquals(
                    400, daemon.get("/mcptokens/introspect", daemon.bootstrap()).status());
            assertEquals(401, daemon.get("/mcptokens/introspect", "").status());
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void useIsRecordedOnceAMinute(Product product) {
        try (Daemon daemon = new Daemon(product)) {
            daemon.project("demo");
            String raw = daemon.token(Daemon.OWNER, CI);
            daemon.get("/auth/me", raw);
            Optional<java.time.Instant> first = lastUse(daemon);

            daemon.clock.move(Duration.ofSeconds(40));
            daemon.get("/auth/me", raw);
            assertEquals(first, lastUse(daemon));
            daemon.clock.move(Duration.ofSeconds(31));
            daemon.get("/auth/me", raw);

            assertEquals(
                    71,
                    Duration.between(first.orElseThrow(), lastUse(daemon).orElseThrow())
                            .toSeconds());
        }
    }

    private static Optional<java.time.Instant> lastUse(Daemon daemon) {
        return daemon.store.find(Kinds.TOKEN, "demo/ci").orElseThrow().spec().lastUsedAt();
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void aDryRunShowsNoRawTokenAndStoresNone(Product product) {
        try (Daemon daemon = new Daemon(product)) {
            daemon.project("demo");

            Answer dry = Daemon.done(daemon.post(
                    "/apply?dryRun=true", Daemon.OWNER, "{'kind':'mcptoken','name':'ci','project':'demo'}"));

            assertEquals("created", dry.text("result"));
            assertFalse(dry.body().toString().contains(TokenText.TOKEN_PREFIX), dry.body()::toString);
            assertEquals(404, daemon.get("/mcptokens/ci", Daemon.OWNER).status());
            Answer made = Daemon.done(
                    daemon.post("/apply", Daemon.OWNER, "{'kind':'mcptoken','name':'ci','project':'demo'}"));
            assertTrue(TokenText.isMcpToken(made.body().at("/document/token").asText()), "shown once");
        }
    }
}
