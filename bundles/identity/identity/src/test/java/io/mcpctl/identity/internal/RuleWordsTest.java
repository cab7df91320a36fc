package io.mcpctl.identity.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.identity.internal.Daemon.Answer;
import io.mcpctl.store.api.Database.Product;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rules name what kinds there are, and names within a scope. */
final class RuleWordsTest {
    private static final String CATS = "{'kind':'rbac','name':'r','roleBindings':[{'role':'view','resource':'cat'}]}";

    @ParameterizedTest
    @EnumSource(Product.class)
    void aKindCanBeNamedWhileItIsThereAndARuleOutlivesIt(Product product) {
        try (Daemon daemon = new Daemon(product)) {
            Answer before = daemon.post("/apply", Daemon.OWNER, CATS);
            Runnable leaves = daemon.plugIn("cat", "groups");
            Answer with = daemon.post("/apply", Daemon.OWNER, CATS);
            assertTrue(daemon.get("/auth/can-i?action=view&resource=cat", Daemon.OWNER)
                    .body()
                    .path("allowed")
                    .asBoolean());
            leaves.run();
            JsonNode stored =
                    daemon.get("/rbac-definitions/r?view=apply", Daemon.OWNER).body();
            Answer after = daemon.post("/apply", Daemon.OWNER, stored.toString());
            Answer other = daemon.post("/apply", Daemon.OWNER, CATS.replace("'r'", "'other'"));

            assertEquals(400, before.status());
            assertTrue(before.error().contains("unknown resource 'cat'; allowed are *, agents, "), before.error());
            assertEquals("created", with.text("result"), with.body()::toString);
            assertEquals("cats", stored.at("/roleBindings/0/resource").asText());
            assertEquals("unchanged", after.text("result"), after.body()::toString);
            assertEquals(400, other.status());
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void aKindWhoseRulesSpeakOfAnotherHasNoWord(Product product) {
        try (Daemon daemon = new Daemon(product)) {
            Answer answer = daemon.post("/apply", Daemon.OWNER, CATS.replace("'cat'", "'serverattachment'"));

            assertEquals(400, answer.status());
            assertFalse(answer.error().contains("serverattachments"), answer.error());
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void aNameWithItsScopeReachesThatOneOnly(Product product) {
        try (Daemon daemon = new Daemon(product)) {
            twoTokens(daemon);
            String user = daemon.user("u", "{'role':'edit','resource':'mcptokens','name':'demo/ci'}");

            assertEquals(List.of("demo"), projects(daemon, user));
            assertEquals(200, daemon.get("/mcptokens/ci?project=demo", user).status());
            String others = "/mcptokens/ci?project=other";
            assertEquals(403, daemon.get(others, user).status());
            assertEquals(403, daemon.call("DELETE", others, user, "").status());
            Answer revoked = daemon.post("/mcptokens/ci/revoke?project=other", user, "");
            assertEquals(403, revoked.status());
            assertEquals("Forbidden: delete on mcptokens/ci required", revoked.error());
            assertEquals(
                    403, daemon.post("/mcptokens/other/ci/revoke", user, "").status());
            assertEquals(403, daemon.post("/mcptokens/ci/revoke", user, "").status());
            assertEquals(
                    200,
                    daemon.post("/mcptokens/ci/revoke?project=demo", user, "").status());
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void aNameAloneReachesItInEveryScope(Product product) {
        try (Daemon daemon = new Daemon(product)) {
            twoTokens(daemon);
            String user = daemon.user("u", "{'role':'edit','resource':'mcptokens','name':'ci'}");

            assertEquals(List.of("demo", "other"), projects(daemon, user));
            assertTrue(daemon.get("/auth/can-i?action=view&resource=mcptoken&name=demo/ci", user)
                    .body()
                    .path("allowed")
                    .asBoolean());
            Answer several = daemon.post("/mcptokens/ci/revoke", user, "");
            assertEquals(409, several.status());
            assertTrue(several.error().contains("demo, other"), several.error());
            assertEquals(
                    200, daemon.post("/mcptokens/other/ci/revoke", user, "").status());
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void whoHasANameInEveryScopeMayGiveItInOne(Product product) {
        try (Daemon daemon = new Daemon(product)) {
            String user = daemon.user(
                    "u", "{'role':'edit','resource':'rbac'},{'role':'view','resource':'mcptokens','name':'ci'}");
            String rule = "{'name':'%s','subjects':[{'kind':'User','name':'f@x.org'}],'roleBindings':["
                    + "{'role':'view','resource':'mcptokens','name':'%s'}]}";

            Daemon.done(daemon.post("/rbac-definitions", user, rule.formatted("one", "demo/ci")));
            Answer more = daemon.post("/rbac-definitions", user, rule.formatted("two", "demo/other"));

            assertEquals(403, more.status());
            assertEquals("cannot grant view:mcptokens:demo/other: you do not hold it", more.error());
        }
    }

    private static void twoTokens(Daemon daemon) {
        for (String project : List.of("demo", "other")) {
            daemon.project(project);
            daemon.token(Daemon.OWNER, "{'name':'ci','project':'" + project + "'}");
        }
    }

    private static List<String> projects(Daemon daemon, String bearer) {
        List<String> projects = new ArrayList<>();
        Daemon.done(daemon.get("/mcptokens", bearer))
                .body()
                .forEach(token -> projects.add(token.path("project").asText()));
        return projects.stream().sorted().toList();
    }
}
