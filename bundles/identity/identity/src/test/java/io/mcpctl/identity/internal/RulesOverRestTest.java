package io.mcpctl.identity.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.identity.internal.Daemon.Answer;
import io.mcpctl.store.api.Database.Product;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

final class RulesOverRestTest {
    private static final String VIEW_DEMO = "{'role':'view','resource':'projects','name':'demo'}";

    @ParameterizedTest
    @EnumSource(Product.class)
    void whatIsMissingIsNamedAndTold(Product product) {
        try (Daemon daemon = new Daemon(product)) {
            daemon.project("demo");
            daemon.project("other");
            String user = daemon.user("u", VIEW_DEMO);

            assertForbidden("Forbidden: view on projects/other required", daemon.get("/projects/other", user));
            assertForbidden("Forbidden: view on projects required", daemon.get("/projects/gone", user));
            assertForbidden("Forbidden: view on users required", daemon.get("/users", user));
            assertForbidden(
                    "Forbidden: create on projects required", daemon.post("/projects", user, "{'name':'demo'}"));
            assertForbidden(
                    "Forbidden: edit on projects/demo required",
                    daemon.call("PUT", "/projects/demo", user, "{'description':'x'}"));
            assertForbidden(
                    "Forbidden: delete on projects/demo required", daemon.call("DELETE", "/projects/demo", user, ""));
            assertEquals("u@x.org: view on projects/other", daemon.denied.getFirst());
            assertEquals(6, daemon.denied.size());
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void whatIsPermittedIsToldOnce(Product product) {
        try (Daemon daemon = new Daemon(product)) {
            daemon.project("demo");
            String user = daemon.user("u", "{'role':'edit','resource':'projects','name':'demo'}");
            daemon.allowed.clear();

            Daemon.done(daemon.get("/projects", user));
            Daemon.done(daemon.get("/projects/demo", user));
            Daemon.done(daemon.call("PUT", "/projects/demo", user, "{'description':'x'}"));
            Daemon.done(daemon.call("DELETE", "/projects/demo", user, ""));

            assertEquals(
                    List.of(
                            "u@x.org: view on projects",
                            "u@x.org: view on projects/demo",
                            "u@x.org: edit on projects/demo",
                            "u@x.org: delete on projects/demo"),
                    daemon.allowed);
            assertEquals(List.of(), daemon.denied);
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void aNamedBindingFitsTheIdAndFiltersLists(Product product) {
        try (Daemon daemon = new Daemon(product)) {
            daemon.project("demo");
            daemon.project("other");
            String user = daemon.user("u", VIEW_DEMO);

            Answer list = Daemon.done(daemon.get("/projects", user));

            assertEquals(1, list.body().size());
            assertEquals("demo", list.body().path(0).path("name").asText());
            String id = list.body().path(0).path("id").asText();
            assertEquals(200, daemon.get("/projects/" + id, user).status());
            assertEquals(200, daemon.call("HEAD", "/projects/demo", user, "").status());
        }
    }

    static Stream<Arguments> wrongBindings() {
        return Stream.of(Product.values())
                .flatMap(product -> Stream.of(
                        Arguments.of(product, "{'role':'admin','resource':'servers'}", "unknown role 'admin'"),
                        Arguments.of(product, "{'role':'view','resource':'cats'}", "unknown resource 'cats'"),
                        Arguments.of(product, "{'role':'run','action':'fly'}", "unknown operation 'fly'"),
                        Arguments.of(product, "{'role':'run','resource':'servers','action':'logs'}", "not both"),
                        Arguments.of(product, "{'role':'view'}", "either resource or action"),
                        Arguments.of(product, "{'role':'view','action':'logs'}", "needs the role run"),
                        Arguments.of(product, "{'role':'run','action':'logs','name':'x'}", "no name"),
                        Arguments.of(product, "{'role':'view','resource':'*','name':'x'}", "covers every name")));
    }

    @ParameterizedTest
    @MethodSource("wrongBindings")
    void wrongBindingsAreRefusedWithWhatIsAllowed(Product product, String binding, String words) {
        try (Daemon daemon = new Daemon(product)) {
            Answer answer =
                    daemon.post("/rbac-definitions", Daemon.OWNER, "{'name':'r','roleBindings':[" + binding + "]}");

            assertEquals(400, answer.status());
            assertTrue(answer.error().contains(words), answer.error());
            assertTrue(
                    answer.body().path("details").path(0).path("path").asText().startsWith("roleBindings[0]"));
            if (words.startsWith("unknown")) {
                assertTrue(answer.error().contains("allowed are"), answer.error());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void wrongSubjectsAreRefusedWithWhatIsAllowed(Product product) {
        try (Daemon daemon = new Daemon(product)) {
            for (String subject : List.of(
                    "{'kind':'Robot','name':'x'}",
                    "{'kind':'User','name':'no-address'}",
                    "{'kind':'McpToken','name':'123'}",
                    "{'kind':'Group','name':' '}")) {
                Answer answer =
                        daemon.post("/rbac-definitions", Daemon.OWNER, "{'name':'r','subjects':[" + subject + "]}");

                assertEquals(400, answer.status(), subject);
                assertTrue(answer.error().startsWith("subjects[0]"), answer.error());
            }
            Answer unknown = daemon.post(
                    "/rbac-definitions", Daemon.OWNER, "{'name':'r','subjects':[{'kind':'Robot','name':'x'}]}");
            assertTrue(unknown.error().contains("User, Group, ServiceAccount, McpToken"), unknown.error());
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void singularWordsAndCapitalsAreStoredInOneForm(Product product) {
        try (Daemon daemon = new Daemon(product)) {
            Answer made = Daemon.done(daemon.post(
                    "/rbac-definitions",
                    Daemon.OWNER,
                    "{'name':'r','subjects':[{'kind':'User','name':'Not.Yet@X.org'}],'roleBindings':["
                            + "{'role':'view','resource':'secret'},{'role':'view','resource':'rbac-definition'},"
                            + "{'role':'view','resource':'secrets'}]}"));

            assertEquals(
                    "not.yet@x.org",
                    made.body().path("subjects").path(0).path("name").asText());
            List<String> words = new ArrayList<>();
            made.body()
                    .path("roleBindings")
                    .forEach(b -> words.add(b.path("resource").asText()));
            assertEquals(List.of("secrets", "rbac"), words);
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void aChangeOfRulesCountsForTheNextRequest(Product product) {
        try (Daemon daemon = new Daemon(product)) {
            String user = daemon.user("u", "");
            assertEquals(403, daemon.get("/users", user).status());

            Daemon.done(daemon.post("/groups", Daemon.OWNER, "{'name':'team','members':['U@x.org']}"));
            Daemon.done(daemon.post(
                    "/rbac-definitions",
                    Daemon.OWNER,
                    "{'name':'team','subjects':[{'kind':'Group','name':'team'}],"
                            + "'roleBindings':[{'role':'view','resource':'users'}]}"));
            assertEquals(200, daemon.get("/users", user).status());
            Answer read = Daemon.done(daemon.get("/users/u@x.org", user));
            assertEquals(
                    "team", read.body().path("access").path(0).path("group").asText());
            assertEquals("[\"team\"]", read.body().path("groups").toString());

            Daemon.done(daemon.call("PUT", "/groups/team", Daemon.OWNER, "{'members':[]}"));

            assertEquals(403, daemon.get("/users", user).status());
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void aChangeMadeByAnotherDaemonIsSeenWhenTheRulesAreCompared(Product product) {
        try (Daemon daemon = new Daemon(product)) {
            String user = daemon.user("u", "{'role':'view','resource':'users'}");
            assertEquals(200, daemon.get("/users", user).status());

            daemon.execute("delete from rbac_definitions");
            daemon.rules.compare(daemon.database);

            assertEquals(403, daemon.get("/users", user).status());
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void nobodyGivesMoreThanTheyHave(Product product) {
        try (Daemon daemon = new Daemon(product)) {
            String user = daemon.user(
                    "u",
                    "{'role':'edit','resource':'rbac'},{'role':'edit','resource':'groups'},"
                            + "{'role':'edit','resource':'users'},{'role':'view','resource':'secrets'},"
                            + "{'role':'run','resource':'servers','name':'one'}");
            String mine = "{'name':'r','subjects':[{'kind':'User','name':'f@x.org'}],'roleBindings':[%s]}";

            for (String refused : List.of(
                    "{'role':'delete','resource':'secrets'}",
                    "{'role':'edit','resource':'secrets'}",
                    "{'role':'run','resource':'servers'}",
                    "{'role':'run','resource':'servers','name':'two'}",
                    "{'role':'view','resource':'*'}",
                    "{'role':'run','action':'logs'}")) {
                Answer answer = daemon.post("/rbac-definitions", user, mine.formatted(refused));
                assertEquals(403, answer.status(), refused);
                assertTrue(answer.error().startsWith("cannot grant "), answer.error());
                assertTrue(answer.error().endsWith(": you do not hold it"), answer.error());
            }
            Daemon.done(daemon.post(
                    "/rbac-definitions",
                    user,
                    mine.formatted("{'role':'view','resource':'secrets'},"
                            + "{'role':'run','resource':'servers','name':'one'},{'role':'view','resource':'rbac'}")));
            Answer added = daemon.call(
                    "PUT", "/rbac-definitions/r", user, "{'roleBindings':[{'role':'delete','resource':'secret'}]}");
            assertForbidden("cannot grant delete:secrets: you do not hold it", added);
            Daemon.done(daemon.call("PUT", "/rbac-definitions/r", user, "{'roleBindings':[]}"));
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void membershipAndPasswordsAreNoWayAroundTheCeiling(Product product) {
        try (Daemon daemon = new Daemon(product)) {
            daemon.bootstrap();
            String user = daemon.user("u", "{'role':'edit','resource':'groups'},{'role':'edit','resource':'users'}");
            Daemon.done(daemon.post(
                    "/rbac-definitions",
                    Daemon.OWNER,
                    "{'name':'early','subjects':[{'kind':'User','name':'soon@x.org'},{'kind':'Group','name':'soon'}],"
                            + "'roleBindings':[{'role':'edit','resource':'secrets'}]}"));

            assertForbidden(
                    "cannot grant edit:*: you do not hold it",
                    daemon.call("PUT", "/groups/admin", user, "{'members':['admin@x.org','u@x.org']}"));
            assertForbidden(
                    "cannot grant edit:secrets: you do not hold it",
                    daemon.post("/groups", user, "{'name':'soon','members':['u@x.org']}"));
            assertForbidden(
                    "cannot grant edit:*: you do not hold it",
                    daemon.call("PUT", "/users/admin@x.org", user, "{'password':'taken over'}"));
            assertForbidden(
                    "cannot grant edit:secrets: you do not hold it",
                    daemon.post("/users", user, "{'email':'Soon@x.org','password':'taken over'}"));
            Daemon.done(daemon.call("PUT", "/users/admin@x.org", user, "{'name':'The boss'}"));
            Daemon.done(daemon.post("/users", user, "{'email':'plain@x.org','password':'taken over'}"));
            Daemon.done(daemon.call("PUT", "/groups/admin", user, "{'description':'still theirs'}"));
            Daemon.done(daemon.call("PUT", "/users/u@x.org", user, "{'password':'my own one'}"));
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void theLastAdministratorCannotBeLost(Product product) {
        try (Daemon daemon = new Daemon(product)) {
            String admin = daemon.bootstrap();

            for (Answer answer : List.of(
                    daemon.call("DELETE", "/users/admin@x.org", admin, ""),
                    daemon.call("DELETE", "/groups/admin", admin, ""),
                    daemon.call("DELETE", "/rbac-definitions/bootstrap-admin", admin, ""),
                    daemon.call("PUT", "/groups/admin", admin, "{'members':[]}"),
                    daemon.call("PUT", "/rbac-definitions/bootstrap-admin", admin, "{'subjects':[]}"),
                    daemon.call(
                            "PUT",
                            "/rbac-definitions/bootstrap-admin",
                            admin,
                            "{'roleBindings':[{'role':'view','resource':'*'}]}"))) {
                assertEquals(409, answer.status());
                assertTrue(answer.error().contains("no user with edit:rbac"), answer.error());
            }
            Daemon.done(daemon.post("/users", admin, "{'email':'two@x.org','password':'another password'}"));
            Daemon.done(daemon.call("PUT", "/groups/admin", admin, "{'members':['admin@x.org','two@x.org']}"));
            Daemon.done(daemon.call("DELETE", "/users/admin@x.org", admin, ""));
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void unknownMembersAreNotFoundAndOwnersStay(Product product) {
        try (Daemon daemon = new Daemon(product)) {
            String admin = daemon.bootstrap();

            Answer unknown = daemon.post("/groups", admin, "{'name':'team','members':['gone@x.org']}");
            assertEquals(404, unknown.status());
            assertTrue(unknown.error().contains("user 'gone@x.org' not found"), unknown.error());

            String user = daemon.user("u", "{'role':'create','resource':'projects'}");
            Daemon.done(daemon.post("/projects", user, "{'name':'two'}"));
            Daemon.done(daemon.post("/projects", user, "{'name':'one'}"));
            Answer owner = daemon.call("DELETE", "/users/u@x.org", admin, "");
            assertEquals(409, owner.status());
            assertTrue(owner.error().contains("owns projects: one, two"), owner.error());
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void theSystemUserIsHiddenAndStays(Product product) {
        try (Daemon daemon = new Daemon(product)) {
            daemon.bootstrap();

            Answer list = Daemon.done(daemon.get("/users", Daemon.OWNER));

            assertEquals(1, list.body().size());
            assertEquals(
                    403,
                    daemon.call("DELETE", "/users/system@mcpctl.local", Daemon.OWNER, "")
                            .status());
            assertEquals(
                    403,
                    daemon.call("PUT", "/users/system@mcpctl.local", Daemon.OWNER, "{'password':'let me in!'}")
                            .status());
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void addressesMeanTheSameInAnyCaseAndPasswordsAreNeverShown(Product product) {
        try (Daemon daemon = new Daemon(product)) {
            String document = "{'kind':'user','email':'Ada@X.org','name':'Ada','password':'correct horse'}";
            Answer made = Daemon.done(daemon.post("/apply", Daemon.OWNER, document));
            assertEquals("created", made.text("result"));

            assertEquals(
                    "unchanged", daemon.post("/apply", Daemon.OWNER, document).text("result"));
            Answer again = daemon.post("/users", Daemon.OWNER, "{'email':'ADA@x.org'}");
            assertEquals(409, again.status());
            assertEquals("user 'ada@x.org' already exists", again.error());
            for (String path : List.of("/users", "/users/aDa@x.org", "/users/ada@x.org?view=apply")) {
                String text = Daemon.done(daemon.get(path, Daemon.OWNER)).body().toString();
                assertTrue(text.contains("\"email\":\"ada@x.org\""), text);
                assertFalse(text.contains("assword"), text);
            }
            assertEquals(
                    400,
                    daemon.post("/users", Daemon.OWNER, "{'email':'no address'}")
                            .status());
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void aUserOfAnExternalProviderSurvivesTheRoundTrip(Product product) {
        try (Daemon daemon = new Daemon(product)) {
            Daemon.done(
                    daemon.post("/users", Daemon.OWNER, "{'email':'ada@x.org','provider':'corp','externalId':'00u1'}"));
            JsonNode document = Daemon.done(daemon.get("/users/ada@x.org?view=apply", Daemon.OWNER))
                    .body();

            Answer again = Daemon.done(daemon.post("/apply", Daemon.OWNER, document.toString()));
            Answer changed = Daemon.done(
                    daemon.call("PUT", "/users/ada@x.org", Daemon.OWNER, "{'provider':null,'externalId':null}"));

            assertEquals("corp", document.path("provider").asText());
            assertEquals("00u1", document.path("externalId").asText());
            assertEquals("unchanged", again.text("result"));
            assertTrue(changed.body().path("provider").isNull()
                    || changed.body().path("provider").isMissingNode());
            assertEquals(
                    400,
                    daemon.post("/users", Daemon.OWNER, "{'email':'eve@x.org','provider':''}")
                            .status());
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void whoAsksIsToldWhetherTheyMay(Product product) {
        try (Daemon daemon = new Daemon(product)) {
            String user = daemon.user("u", VIEW_DEMO + ",{'role':'run','action':'logs'}");

            Answer yes = daemon.get("/auth/can-i?action=view&resource=project&name=demo", user);
            assertTrue(yes.body().path("allowed").asBoolean());
            Answer no = daemon.get("/auth/can-i?action=edit&resource=projects&name=demo", user);
            assertFalse(no.body().path("allowed").asBoolean());
            assertEquals("edit on projects/demo required", no.text("reason"));
            assertTrue(daemon.get("/auth/can-i?operation=logs", user)
                    .body()
                    .path("allowed")
                    .asBoolean());
            assertEquals(400, daemon.get("/auth/can-i?operation=fly", user).status());
            assertEquals(
                    400,
                    daemon.get("/auth/can-i?action=fly&resource=projects", user).status());
            assertEquals(
                    400,
                    daemon.get("/auth/can-i?action=view&resource=cats", user).status());
            assertEquals(400, daemon.get("/auth/can-i", user).status());
            assertEquals(List.of(), daemon.denied, "a question is no refusal");
        }
    }

    private static void assertForbidden(String sentence, Answer answer) {
        assertEquals(sentence, answer.error());
        assertEquals(403, answer.status());
    }
}
