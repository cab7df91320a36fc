package io.mcpctl.identity.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.identity.internal.Daemon.Answer;
import io.mcpctl.store.api.Database.Product;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class LoginTest {
    private static final String LOGIN = "{'email':'admin@x.org','password':'right horse battery'}";

    @ParameterizedTest
    @EnumSource(Product.class)
    void theFirstAdministratorBootstrapsLogsInAndMayDoEverything(Product product) {
        try (Daemon daemon = new Daemon(product)) {
            assertFalse(daemon.get("/auth/status", "").body().path("hasUsers").asBoolean());

            Answer first = daemon.post(
                    "/auth/bootstrap", "", "{'email':'Admin@X.org','password':'right horse battery','name':'Ada'}");

            assertEquals(201, first.status());
            assertEquals("admin@x.org", first.body().path("user").path("email").asText());
            assertEquals("Ada", first.body().path("user").path("name").asText());
            assertTrue(daemon.get("/auth/status", "").body().path("hasUsers").asBoolean());
            assertEquals(200, daemon.get("/users", first.text("token")).status());
            Answer login = daemon.post("/auth/login", "", LOGIN.replace("admin@", "ADMIN@"));
            assertEquals(200, login.status());
            assertNotEquals(first.text("token"), login.text("token"));
            assertEquals(
                    daemon.clock.instant().plus(Duration.ofDays(30)).toEpochMilli(),
                    Instant.parse(login.text("expiresAt")).toEpochMilli());
            daemon.post("/auth/login", "", "{'email':'admin@x.org','password':'wrong horse'}");
            assertEquals(List.of("admin@x.org bootstrap admin@x.org", "admin@x.org login admin@x.org"), daemon.actions);
            Answer me = daemon.get("/auth/me", login.text("token"));
            assertEquals("[\"admin\"]", me.body().path("groups").toString());
            assertEquals(
                    "[\"edit:*\",\"run:*\",\"operation impersonate\"]",
                    bindings(daemon, "bootstrap-admin").subList(0, 3).stream()
                            .map(b -> '"' + b + '"')
                            .toList()
                            .toString()
                            .replace(", ", ","));
            assertEquals(
                    2 + Words.OPERATIONS.size(),
                    bindings(daemon, "bootstrap-admin").size());
        }
    }

    private static List<String> bindings(Daemon daemon, String definition) {
        return daemon.store.find(Kinds.RBAC, definition).orElseThrow().spec().roleBindings().stream()
                .map(Binding::toString)
                .toList();
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void ofTwoBootstrapsAtOneTimeExactlyOneSucceeds(Product product) throws Exception {
        try (Daemon daemon = new Daemon(product);
                ExecutorService both = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> answers = new ArrayList<>();
            for (String email : List.of("one@x.org", "two@x.org")) {
                answers.add(both.submit(() -> daemon.post(
                        "/auth/bootstrap", "", "{'email':'" + email + "','password':'right horse battery'}")));
            }

            List<Integer> statuses = new ArrayList<>();
            for (Future<Answer> answer : answers) {
                statuses.add(answer.get().status());
            }

            assertEquals(List.of(201, 409), statuses.stream().sorted().toList());
            assertEquals(2, daemon.store.list(Kinds.USER).size(), "the system user and one more");
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void aSecondBootstrapIsRefused(Product product) {
        try (Daemon daemon = new Daemon(product)) {
            daemon.bootstrap();

            Answer again = daemon.post("/auth/bootstrap", "", LOGIN);

            assertEquals(409, again.status());
            assertEquals("Already initialised", again.error());
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void bootstrapTakesOverAnAccountWithoutPassword(Product product) {
        try (Daemon daemon = new Daemon(product)) {
            Daemon.done(daemon.post("/users", Daemon.OWNER, "{'email':'admin@x.org','name':'Restored'}"));

            assertFalse(daemon.get("/auth/status", "").body().path("hasUsers").asBoolean());
            Answer answer = daemon.post("/auth/bootstrap", "", LOGIN);

            assertEquals(201, answer.status());
            assertEquals("Restored", answer.body().path("user").path("name").asText());
            assertEquals(200, daemon.post("/auth/login", "", LOGIN).status());
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void wrongPasswordUnknownAddressAndAccountWithoutPasswordGetTheSameAnswer(Product product) {
        try (Daemon daemon = new Daemon(product)) {
            daemon.bootstrap();
            Daemon.done(daemon.post("/users", Daemon.OWNER, "{'email':'silent@x.org'}"));

            for (String email : List.of("admin@x.org", "nobody@x.org", "silent@x.org", "system@mcpctl.local")) {
                Answer answer = daemon.post("/auth/login", "", "{'email':'" + email + "','password':'wrong horse'}");

                assertEquals(401, answer.status(), email);
                assertEquals("Invalid credentials", answer.error(), email);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void loginAndBootstrapNeedBothMembers(Product product) {
        try (Daemon daemon = new Daemon(product)) {
            for (String path : List.of("/auth/login", "/auth/bootstrap")) {
                for (String body : List.of("{'email':'admin@x.org'}", "{'password':'right horse'}", "{}")) {
                    Answer answer = daemon.post(path, "", body);

                    assertEquals(400, answer.status(), path + body);
                    assertTrue(answer.error().contains("is required"), answer.error());
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void passwordsThatAreTooLongOrTooShortAreRefused(Product product) {
        try (Daemon daemon = new Daemon(product)) {
            String bytes73 = "ä".repeat(36) + "x";
            for (String password : List.of("y".repeat(73), bytes73)) {
                for (Answer answer : List.of(
                        daemon.post("/auth/login", "", "{'email':'a@x.org','password':'" + password + "'}"),
                        daemon.post("/auth/bootstrap", "", "{'email':'a@x.org','password':'" + password + "'}"),
                        daemon.post("/users", Daemon.OWNER, "{'email':'a@x.org','password':'" + password + "'}"))) {
                    assertEquals(400, answer.status());
                    assertTrue(answer.error().contains("72"), answer.error());
                    assertFalse(answer.error().contains(password), answer.error());
                }
            }
            assertEquals(
                    400,
                    daemon.post("/auth/bootstrap", "", "{'email':'a@x.org','password':'seven77'}")
                            .status());
            assertEquals(
                    400,
                    daemon.post("/users", Daemon.OWNER, "{'email':'a@x.org','password':'seven77'}")
                            .status());
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void bearersThatAreMissingStrangeOrUnknownAreUnauthenticated(Product product) {
        try (Daemon daemon = new Daemon(product)) {
            Answer missing = daemon.get("/auth/me", "");
            assertEquals(401, missing.status());
            assertTrue(missing.error().startsWith("Missing bearer token"), missing.error());
            assertEquals(
                    "Bearer", missing.headers().firstValue("WWW-Authenticate").orElse(""));
            for (String bearer : List.of("Basic abc", "Bearer  ", "unknown", "Bearer x y")) {
                Answer answer = daemon.get("/auth/me", bearer);
                assertEquals(401, answer.status(), bearer);
                assertTrue(answer.error().startsWith("Invalid token"), answer.error());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void aSessionEndsAfterThirtyDaysHoweverMuchItIsUsed(Product product) {
        try (Daemon daemon = new Daemon(product)) {
            String token = daemon.bootstrap();

            daemon.clock.move(Duration.ofDays(30).minusSeconds(5));
            assertEquals(200, daemon.get("/auth/me", token).status());
            daemon.clock.move(Duration.ofSeconds(5));
            Answer expired = daemon.get("/auth/me", token);

            assertEquals(401, expired.status());
            assertTrue(expired.error().startsWith("Session expired, log in again"), expired.error());
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void logoutEndsTheSessionAtOnceAndNeedsOne(Product product) {
        try (Daemon daemon = new Daemon(product)) {
            String token = daemon.bootstrap();
            assertEquals(200, daemon.get("/auth/me", token).status());

            Answer out = daemon.post("/auth/logout", token, "");

            assertTrue(out.body().path("success").asBoolean());
            assertEquals(401, daemon.get("/auth/me", token).status());
            assertEquals(401, daemon.post("/auth/logout", token, "").status());
            assertEquals(401, daemon.post("/auth/logout", "", "").status());
            assertEquals(401, daemon.post("/auth/logout", Daemon.OWNER, "").status());
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void theEleventhLoginWithinAMinuteIsThrottled(Product product) {
        try (Daemon daemon = new Daemon(product)) {
            for (int i = 0; i < 10; i++) {
                daemon.clock.move(Duration.ofSeconds(1));
                daemon.post("/auth/login", "", "{'email':'a@x.org','password':'" + "y".repeat(73) + "'}");
            }

            Answer eleventh = daemon.post("/auth/login", "", LOGIN);

            assertEquals(429, eleventh.status());
            assertEquals("51", eleventh.headers().firstValue("Retry-After").orElse(""));
            daemon.clock.move(Duration.ofSeconds(51));
            assertEquals(401, daemon.post("/auth/login", "", LOGIN).status());
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void impersonationNeedsTheOperationAndAKnownPerson(Product product) {
        try (Daemon daemon = new Daemon(product)) {
            String admin = daemon.bootstrap();
            String plain = daemon.user("plain", "");

            Answer refused = daemon.post("/auth/impersonate", plain, "{'email':'admin@x.org'}");
            assertEquals(403, refused.status());
            assertEquals("Forbidden: operation impersonate required", refused.error());
            assertEquals(List.of("plain@x.org: operation impersonate"), daemon.denied);
            assertEquals(
                    404,
                    daemon.post("/auth/impersonate", admin, "{'email':'gone@x.org'}")
                            .status());
            assertEquals(
                    403,
                    daemon.post("/auth/impersonate", admin, "{'email':'system@mcpctl.local'}")
                            .status());
            Answer other = Daemon.done(daemon.post("/auth/impersonate", admin, "{'email':'PLAIN@x.org'}"));
            assertTrue(daemon.actions.getLast().endsWith(" impersonate plain@x.org"), daemon.actions.toString());
            assertEquals(
                    "plain@x.org", daemon.get("/auth/me", other.text("token")).text("email"));
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void aServiceAccountNeedsTheOperationOrItsProject(Product product) {
        try (Daemon daemon = new Daemon(product)) {
            String user = daemon.user("u", "{'role':'expose','resource':'projects','name':'demo'}");

            assertEquals(
                    "project:demo",
                    daemon.call("GET", "/auth/me", user, "", "X-Service-Account: project:demo")
                            .text("serviceAccount"));
            assertEquals(
                    403,
                    daemon.call("GET", "/auth/me", user, "", "X-Service-Account: project:other")
                            .status());
            assertEquals(
                    403,
                    daemon.call("GET", "/auth/me", user, "", "X-Service-Account: robot")
                            .status());
            String admin = daemon.user("a", "{'role':'run','action':'impersonate'}");
            assertEquals(
                    "robot",
                    daemon.call("GET", "/auth/me", admin, "", "X-Service-Account: robot")
                            .text("serviceAccount"));
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void theSettingOpensServiceAccountsAndTheirRulesCount(Product product) {
        try (Daemon daemon = new Daemon(product, Map.of("trust_service_account", true))) {
            String user = daemon.user("u", "");
            Daemon.done(daemon.post(
                    "/rbac-definitions",
                    Daemon.OWNER,
                    "{'name':'robots','subjects':[{'kind':'ServiceAccount','name':'robot'}],"
                            + "'roleBindings':[{'role':'view','resource':'user'}]}"));

            assertEquals(403, daemon.get("/users", user).status());
            assertEquals(
                    200,
                    daemon.call("GET", "/users", user, "", "X-Service-Account: robot")
                            .status());
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void aNewPasswordAndTheEndOfTheUserEndAllSessions(Product product) {
        try (Daemon daemon = new Daemon(product)) {
            String admin = daemon.bootstrap();
            String user = daemon.user("u", "");
            Daemon.done(daemon.call("PUT", "/users/u@x.org", admin, "{'password':'first password'}"));
            assertEquals(401, daemon.get("/auth/me", user).status());
            String again = Daemon.done(
                            daemon.post("/auth/login", "", "{'email':'u@x.org','password':'first password'}"))
                    .text("token");
            Answer same = Daemon.done(daemon.call("PUT", "/users/u@x.org", admin, "{'password':'first password'}"));
            assertEquals(2, same.body().path("version").asInt());
            assertEquals(200, daemon.get("/auth/me", again).status(), "the same password changes nothing");

            Daemon.done(daemon.call("DELETE", "/users/u@x.org", admin, ""));

            assertEquals(401, daemon.get("/auth/me", again).status());
        }
    }
}
