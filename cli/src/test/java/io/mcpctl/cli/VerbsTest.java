package io.mcpctl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.cli.text.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verbs, against a daemon that answers what each test says. */
class VerbsTest {
    private static final String SERVER =
            "{\"id\":\"c1\",\"name\":\"a\",\"args\":[\"x\"],\"env\":[{\"name\":\"A\",\"value\":\"1\"}],\"replicas\":1,\"version\":4}";
    private final ScriptedDaemon daemon;

    VerbsTest(@TempDir Path home) throws IOException {
        daemon = new ScriptedDaemon(home)
                .on("GET /api/v1/kinds", 200, SampleDaemonKinds.ALL)
                .on("GET /api/v1/servers/a", 200, SERVER)
                .on(
                        "GET /api/v1/servers/a?view=apply",
                        200,
                        SERVER.replace("{\"id\":\"c1\",", "{\"kind\":\"server\",")
                                .replace(",\"version\":4", ""));
    }

    @AfterEach
    void stop() {
        daemon.close();
    }

    @Test
    void pagesOfAListBecomeOne() throws IOException {
        daemon.on("GET /api/v1/servers?view=apply", 200, "[{\"name\":\"a\"}]", "X-Mcpctl-Continue", "next/1")
                .on("GET /api/v1/servers?view=apply&limit=500&continue=next%2F1", 200, "[{\"name\":\"b\"}]");

        assertEquals(0, daemon.run("get", "servers", "-o", "json"), daemon.err);
        assertEquals(2, Json.read(daemon.out).size());
    }

    @Test
    void rowsAreSortedByColumnOrMember() {
        daemon.on(
                        "GET /api/v1/servers?view=table",
                        200,
                        "{\"columns\":[\"NAME\",\"AGE\"],\"rows\":[[\"a\",\"2h\"],[\"b\",\"90s\"],[\"c\",\"5m\"]]}")
                .on(
                        "GET /api/v1/servers",
                        200,
                        "[{\"name\":\"a\",\"replicas\":3},{\"name\":\"b\",\"replicas\":10},{\"name\":\"c\",\"replicas\":1}]");

        daemon.run("get", "servers", "--sort-by", "AGE");
        assertEquals("NAME   AGE\nb      90s\nc      5m\na      2h\n", daemon.out);
        daemon.run("get", "servers", "--sort-by", ".replicas");
        assertEquals("NAME   AGE\nc      5m\na      2h\nb      90s\n", daemon.out);
        assertEquals(2, daemon.run("get", "servers", "--sort-by", "SIZE"));
        assertTrue(daemon.err.contains("NAME, AGE"), daemon.err);
    }

    @Test
    void proxyModelsAndStagesAreShownLikeResourcesWithWhatIsWrong() throws IOException {
        daemon.on(
                        "GET /proxymodels/stages",
                        200,
                        "[{\"name\":\"shout\",\"source\":\"file\",\"file\":\"Shout.java\",\"active\":true,"
                                + "\"errors\":[\"Shout.java:3: ';' expected\"]},"
                                + "{\"name\":\"paginate\",\"source\":\"bundle\",\"active\":true,\"errors\":[]}]")
                .on(
                        "GET /proxymodels",
                        200,
                        "[{\"name\":\"pages\",\"type\":\"pipeline\",\"source\":\"file\",\"stages\":[\"shout\"],"
                                + "\"hooks\":{\"onToolCallAfter\":\"content-pipeline\"},\"errors\":[]}]");

        assertEquals(0, daemon.run("get", "stages", "--sort-by", "NAME"), daemon.err);
        assertEquals(
                "NAME       SOURCE   FILE         ACTIVE\npaginate   bundle   -            true\n"
                        + "shout      file     Shout.java   true\n",
                daemon.out);
        assertTrue(daemon.err.contains("shout: Shout.java:3: ';' expected"), daemon.err);
        assertEquals(0, daemon.run("get", "pm", "-o", "wide"), daemon.err);
        assertTrue(daemon.out.startsWith("NAME    KIND       SOURCE   STAGES"), daemon.out);
        assertEquals(0, daemon.run("get", "stage", "sh*", "-o", "json"), daemon.err);
        assertEquals("stage", Json.read(daemon.out).at("/0/kind").asText());
        assertEquals(0, daemon.run("get", "stages", "-o", "name"), daemon.err);
        assertEquals("stage/shout\nstage/paginate\n", daemon.out);
        assertEquals(0, daemon.run("describe", "proxymodel", "pages"), daemon.err);
        assertTrue(daemon.out.contains("onToolCallAfter: content-pipeline"), daemon.out);
        assertEquals(3, daemon.run("describe", "stage", "nobody"));
        assertTrue(daemon.err.contains("stage \"nobody\" is not known"), daemon.err);
        assertEquals(2, daemon.run("get", "stages", "-w"));
    }

    @Test
    void pathsAndColumnsOfOnesOwn() {
        daemon.on("GET /api/v1/servers", 200, "[{\"name\":\"a\",\"replicas\":3},{\"name\":\"b\"}]");

        daemon.run("get", "servers", "-o", "jsonpath={.items[?(@.replicas==3)].name}");
        assertEquals("a", daemon.out);
        daemon.run("get", "servers", "-o", "custom-columns=WHO:.name,COPIES:.replicas");
        assertEquals("WHO   COPIES\na     3\nb     <none>\n", daemon.out);
        assertEquals(2, daemon.run("get", "servers", "-o", "jsonpath={.items[}"));
        assertTrue(daemon.err.contains("at character 9"), daemon.err);
        assertEquals(2, daemon.run("get", "servers", "-o", "jsonpath="));
        assertEquals(2, daemon.run("get", "servers", "-o", "custom-columns=NAME"));
    }

    @Test
    void namesInAProjectAreFoundByIt() {
        daemon.on("GET /api/v1/prompts/style?project=demo", 200, "{\"name\":\"style\",\"project\":\"demo\"}")
                .on(
                        "GET /api/v1/prompts/style?view=apply&project=demo",
                        200,
                        "{\"kind\":\"prompt\",\"name\":\"style\"}")
                .on("DELETE /api/v1/mcptokens/ci?project=demo", 204, "")
                .on("DELETE /api/v1/serverattachments/demo/a", 204, "");

        assertEquals(0, daemon.run("get", "prompt", "style", "-p", "demo", "-o", "yaml"), daemon.err);
        assertEquals(0, daemon.run("describe", "prompt", "demo/style"), daemon.err);
        assertEquals(2, daemon.run("delete", "mcptoken", "ci"));
        assertTrue(daemon.err.contains("-p <project>"), daemon.err);
        assertEquals(0, daemon.run("delete", "mcptoken", "ci", "-p", "demo"), daemon.err);
        assertEquals(0, daemon.run("delete", "sa", "demo/a"), daemon.err);
    }

    @Test
    void aPatchSendsWholeMembersAndTheVersionItSaw() throws IOException {
        daemon.on("PUT /api/v1/servers/a", 200, SERVER.replace("4}", "5}"));

        assertEquals(
                0, daemon.run("patch", "server", "a", "env[0].value=7", "description=null", "replicas=2"), daemon.err);
        assertEquals("server/a patched\n", daemon.out);
        assertEquals(
                Json.read(
                        "{\"env\":[{\"name\":\"A\",\"value\":\"7\"}],\"description\":null,\"replicas\":2,\"version\":4}"),
                daemon.last("PUT /api/v1/servers/a").json());

        daemon.run("patch", "server", "a", "description=5");
        assertEquals(
                Json.read("{\"description\":\"5\"}"),
                daemon.last("PUT /api/v1/servers/a").json());
        assertEquals(2, daemon.run("patch", "server", "a", "descripton=5"));
        assertTrue(daemon.err.contains("did you mean \"description\""), daemon.err);
        assertEquals(1, daemon.run("patch", "mcptoken", "a", "ttl=1d"));
    }

    @Test
    void aBusyDaemonIsAskedAgainForChanges() {
        daemon.on("POST /api/v1/serverattachments", 429, "{\"detail\":\"too many\"}", "Retry-After", "0")
                .on("POST /api/v1/serverattachments", 503, "{\"detail\":\"soon\"}", "Retry-After", "0")
                .on("POST /api/v1/serverattachments", 201, "{}");

        assertEquals(0, daemon.run("attach", "server", "a", "-p", "demo"), daemon.err);
        assertEquals(3, daemon.lines("POST").size());
    }

    @Test
    void afterFiveTimesItGivesUp() {
        daemon.on("POST /api/v1/serverattachments", 503, "{\"detail\":\"the store is away\"}", "Retry-After", "0");

        assertEquals(6, daemon.run("attach", "server", "a", "-p", "demo"));
        assertEquals(5, daemon.lines("POST").size());
        assertTrue(daemon.err.contains("the store is away"), daemon.err);
    }

    @Test
    void whatIsPreciousIsDeletedAfterAQuestion() {
        daemon.on("DELETE /api/v1/servers/a", 204, "").on("DELETE /api/v1/groups/g", 204, "");
        daemon.person = true;
        daemon.input = "n\n";

        assertEquals(1, daemon.run("delete", "server", "a"));
        assertTrue(daemon.err.contains("Delete server/a? [y/N]"), daemon.err);
        assertEquals(List.of(), daemon.lines("DELETE"));
        daemon.input = "";
        assertEquals(0, daemon.run("delete", "group", "g"), daemon.err);
        daemon.input = "yes\n";
        assertEquals(0, daemon.run("delete", "server", "a"), daemon.err);
    }

    @Test
    void patternsAreDeletedOnlyWithYes() {
        daemon.on("GET /api/v1/servers", 200, "[{\"name\":\"t1\"},{\"name\":\"t2\"},{\"name\":\"x\"}]")
                .on("DELETE /api/v1/servers/t1", 204, "")
                .on("DELETE /api/v1/servers/t2", 204, "");

        assertEquals(2, daemon.run("delete", "server", "t*"));
        assertTrue(daemon.err.contains("--yes"), daemon.err);
        assertEquals(0, daemon.run("delete", "server", "t*", "--yes"), daemon.err);
        assertEquals("server/t1 deleted\nserver/t2 deleted\n", daemon.out);
        assertEquals(3, daemon.run("delete", "server", "z*", "--yes"));
    }

    @Test
    void requestsAreApprovedAndRejected() throws IOException {
        daemon.on("GET /api/v1/promptrequests/style?project=demo", 200, "{\"id\":\"c9\",\"name\":\"style\"}")
                .on("POST /api/v1/promptrequests/c9/approve", 200, "{}")
                .on("DELETE /api/v1/promptrequests/c9", 204, "");

        assertEquals(0, daemon.run("approve", "pr", "style", "-p", "demo", "--priority", "9"), daemon.err);
        assertEquals(
                9,
                daemon.last("POST /api/v1/promptrequests/c9/approve")
                        .json()
                        .path("priority")
                        .asInt());
        assertEquals(0, daemon.run("reject", "promptrequest", "style", "-p", "demo"), daemon.err);
        assertEquals(2, daemon.run("approve", "server", "a"));
        assertEquals(2, daemon.run("approve", "pr", "style", "--priority", "11"));
    }

    @Test
    void differencesAreShownWithTheirExitCodes() {
        daemon.input = "kind: server\nname: a\nreplicas: 2\n";
        daemon.on("POST /api/v1/apply?dryRun=true", 200, """
                        {"kind":"server","name":"a","result":"configured","changed":["replicas"],
                         "before":{"kind":"server","name":"a","replicas":1},"after":{"kind":"server","name":"a","replicas":2}}""")
                .on("POST /api/v1/apply?dryRun=true", 200, "{\"result\":\"unchanged\"}")
                .on("POST /api/v1/apply?dryRun=true", 400, "{\"detail\":\"bad\"}");

        assertEquals(1, daemon.run("diff", "-f", "-"));
        assertEquals(
                "--- server/a\n+++ server/a\n@@ -1,3 +1,3 @@\n kind: server\n name: a\n-replicas: 1\n+replicas: 2\n",
                daemon.out);
        assertEquals(0, daemon.run("diff", "-f", "-"), daemon.err);
        assertEquals("", daemon.out);
        assertEquals(2, daemon.run("diff", "-f", "-"));
    }

    @Test
    void waitingEndsWhenItIsSoOrWhenItIsTooLate() {
        daemon.on("GET /api/v1/servers/b", 200, "{\"name\":\"b\",\"health\":\"starting\"}")
                .on("GET /api/v1/servers/b", 200, "{\"name\":\"b\",\"health\":\"healthy\"}");

        assertEquals(
                0, daemon.run("wait", "server/b", "--for=jsonpath={.health}=healthy", "--timeout", "10s"), daemon.err);
        assertEquals("server/b has {.health}=healthy\n", daemon.out);
        assertEquals(0, daemon.run("wait", "server", "gone", "--for=delete"), daemon.err);
        assertEquals(3, daemon.run("wait", "server", "gone", "--for=condition=ready"));
        assertEquals(6, daemon.run("wait", "server/b", "--for=delete", "--timeout=0"));
        assertTrue(daemon.err.contains("server/b"), daemon.err);
        assertEquals(2, daemon.run("wait", "server/b", "--for=rain"));
        assertEquals(2, daemon.run("wait", "server/b", "--for=delete", "--timeout=soon"));
        assertEquals(2, daemon.run("wait", "server/b"));
    }

    @Test
    void whatOneMayDoIsAnExitCodeToo() {
        daemon.on("GET /api/v1/auth/can-i?action=view&resource=servers&name=a", 200, "{\"allowed\":true}")
                .on("GET /api/v1/auth/can-i?action=create&resource=plugins", 200, "{\"allowed\":false}")
                .on("GET /api/v1/auth/can-i?action=view&resource=cats", 400, "{\"detail\":\"unknown resource 'cats'\"}")
                .on("GET /api/v1/auth/can-i?operation=logs", 200, "{\"allowed\":false,\"reason\":\"no binding\"}")
                .on("GET /api/v1/auth/me", 200, "{\"email\":\"a@b.c\",\"groups\":[\"x\",\"y\"]}");

        assertEquals(0, daemon.run("auth", "can-i", "get", "srv", "a"), daemon.err);
        assertEquals("yes\n", daemon.out);
        assertEquals(1, daemon.run("auth", "can-i", "create", "plugins"));
        assertEquals("no\n", daemon.out);
        assertEquals(1, daemon.run("auth", "can-i", "get", "cats"));
        assertTrue(daemon.err.contains("unknown resource 'cats'"), daemon.err);
        assertEquals(1, daemon.run("auth", "can-i", "logs"));
        assertEquals("no\n", daemon.out);
        assertEquals(0, daemon.run("auth", "whoami"));
        assertTrue(daemon.out.contains("x, y"), daemon.out);
        assertEquals(2, daemon.run("auth", "can-i", "fly", "servers"));
        assertEquals(2, daemon.run("auth", "whoam"));
    }

    @Test
    void anEditIsAppliedOrExplainedInTheEditor(@TempDir Path work) throws IOException {
        daemon.on("POST /api/v1/apply", 400, "{\"detail\":\"replicas: are too many\"}")
                .on("POST /api/v1/apply", 200, "{\"result\":\"configured\"}");
        Path seen = work.resolve("seen");
        Path editor = work.resolve("editor");
        Files.writeString(
                editor,
                "#!/bin/sh\ncp \"$1\" " + seen + "\nsed -i s/replicas:.*/replicas:' '$(( $(wc -c < " + seen
                        + ") ))/ \"$1\"\n");
        assertTrue(editor.toFile().setExecutable(true));
        daemon.environment.put("EDITOR", editor.toString());

        assertEquals(0, daemon.run("edit", "server", "a"), daemon.err);
        assertEquals("server/a edited\n", daemon.out);
        assertTrue(Files.readString(seen).contains("# Error: replicas: are too many"), Files.readString(seen));
        assertEquals(2, daemon.lines("POST").size());
        daemon.environment.put("EDITOR", "true");
        assertEquals(0, daemon.run("edit", "server", "a"), daemon.err);
        assertTrue(daemon.err.contains("no changes made"), daemon.err);
        daemon.environment.put("EDITOR", "false");
        assertEquals(1, daemon.run("edit", "server", "a"));
        assertTrue(daemon.err.contains("nothing was applied"), daemon.err);
        assertEquals(1, daemon.run("edit", "instance", "a-0"));
        assertTrue(daemon.err.contains("replicas"), daemon.err);
    }

    @Test
    void explainFollowsMembers() {
        assertEquals(0, daemon.run("explain", "srv.resources.memory"));
        assertTrue(daemon.out.contains("TYPE:     string"), daemon.out);
        assertEquals(2, daemon.run("explain", "server.resources.memry"));
        assertTrue(daemon.err.contains("did you mean \"memory\""), daemon.err);
        assertEquals(2, daemon.run("explain", "servr"));
    }

    @Test
    void explainKnowsPluginsAndTheirSettings() {
        daemon.on("GET /api/v1/openapi.json", 200, """
                        {"paths":{"/plugins":{"get":{"responses":{"200":{"description":"The plug-ins.",
                        "content":{"application/json":{"schema":{"anyOf":[{"type":"object","properties":{
                        "state":{"type":"string","enum":["active","failed"],"description":"Whether it works."},
                        "releases":{"type":"array","items":{"type":"object","properties":{
                        "installedAt":{"type":"string","format":"date-time"}}}}}}]}}}}}}}}}""").on("GET /api/v1/plugins", 200, """
                        [{"name":"com.a","state":"active","settings":[]},
                        {"name":"com.a.b","state":"active","settings":[{"key":"cache.seconds","type":"whole number",
                        "byDefault":"60","description":"How long."}]},{"name":"com.off","state":"disabled"}]""");

        assertEquals(0, daemon.run("explain", "plugins"), daemon.err);
        assertTrue(daemon.out.contains("The plug-ins."), daemon.out);
        assertTrue(daemon.out.contains("state <string> read-only one of active|failed"), daemon.out);
        assertEquals(0, daemon.run("explain", "plugin.releases.installedAt"), daemon.err);
        assertTrue(daemon.out.contains("TYPE:     timestamp"), daemon.out);
        assertEquals(0, daemon.run("explain", "plugin/com.a.b"), daemon.err);
        assertTrue(daemon.out.contains("cache.seconds <whole number> default \"60\"\n      How long."), daemon.out);
        assertEquals(0, daemon.run("explain", "plugin/com.a.b.cache.seconds"), daemon.err);
        assertTrue(daemon.out.contains("DEFAULT:  \"60\""), daemon.out);
        assertEquals(2, daemon.run("explain", "plugin/com.a.b.cache", "-o", "json"));
        assertTrue(daemon.err.contains("; it has cache.seconds"), daemon.err);
        assertEquals(0, daemon.run("explain", "plugin/com.a"), daemon.err);
        assertTrue(daemon.err.contains("com.a has no settings"), daemon.err);
        assertEquals(0, daemon.run("explain", "plugin/com.off"), daemon.err);
        assertTrue(daemon.err.contains("com.off is disabled, and tells its settings only while it works"), daemon.err);
        assertEquals(3, daemon.run("explain", "plugin/org.x"));
        assertTrue(daemon.err.contains("\"org.x\" begins with; `mcpctl plugin list`"), daemon.err);
    }

    @Test
    void pluginsAreShownLikeResources() {
        daemon.on("GET /api/v1/plugins", 200, """
                [{"name":"com.a","version":"1.0.0","state":"active","provides":["stage/a"],"sha256":"77"},
                {"name":"b.jar","version":"","state":"refused","provides":[],"reason":"it has no component"}]""");

        assertEquals(0, daemon.run("get", "plugins"), daemon.err);
        assertTrue(daemon.out.contains("com.a   1.0.0     active    stage/a"), daemon.out);
        assertTrue(daemon.err.contains("b.jar: it has no component"), daemon.err);
        assertEquals(0, daemon.run("describe", "plugin", "com.a"), daemon.err);
        assertTrue(daemon.out.contains("77"), daemon.out);
        assertEquals(3, daemon.run("get", "plugin", "c"));
        assertTrue(daemon.err.contains("plugin \"c\" is not known; `mcpctl get plugins` lists them"), daemon.err);
    }

    @Test
    void eventsOfSessionsAndInstancesAreInOneOrder() {
        daemon.on(
                        "GET /api/v1/audit/events?limit=50",
                        200,
                        "{\"items\":[{\"timestamp\":\"2026-01-01T00:00:02Z\",\"eventKind\":\"session_bind\",\"userName\":\"ada\",\"payload\":{\"transport\":\"http\"}}]}")
                .on(
                        "GET /api/v1/instances",
                        200,
                        "[{\"name\":\"a-0\",\"server\":\"a\",\"events\":[{\"timestamp\":\"2026-01-01T00:00:01Z\",\"type\":\"Normal\",\"message\":\"sta\\u001b[31mrted\"}]}]");

        assertEquals(0, daemon.run("events"), daemon.err);
        assertTrue(daemon.out.indexOf("started") < daemon.out.indexOf("session_bind"), daemon.out);
        assertTrue(daemon.out.contains("transport=http"), daemon.out);
    }

    @Test
    void logsAreFollowedUntilTheyEnd() {
        daemon.on("GET /api/v1/instances", 200, "[{\"name\":\"a-0\",\"server\":\"a\",\"status\":\"RUNNING\"}]")
                .events(
                        "GET /api/v1/instances/a-0/logs?tail=200&follow=true",
                        ": ping\n\nevent: stdout\ndata: one\n\nevent: stderr\ndata: t\u001b[2Jwo\n\nevent: end\ndata: the instance ended\n\n");

        assertEquals(0, daemon.run("logs", "a", "-f"), daemon.err);
        assertEquals("one\ntwo\n", daemon.out);
        assertEquals("the instance ended\n", daemon.err);
        assertEquals(3, daemon.run("logs", "a", "-i", "4"));
        assertTrue(daemon.err.contains("has 1"), daemon.err);
    }

    @Test
    void nothingHereShowsAStackTrace() {
        for (String line : List.of(
                "get",
                "get nosuch",
                "edit instance x",
                "edit mcptoken x",
                "attach project x -p y",
                "logs",
                "config",
                "config set",
                "config set nokey v",
                "config get nokey",
                "auth",
                "approve",
                "patch server a",
                "patch server a x",
                "wait server",
                "explain",
                "diff",
                "apply -f /no/such",
                "create",
                "get servers -A -p x",
                "login",
                "events --since never")) {
            int exitCode = daemon.run(line.split(" "));

            assertTrue(exitCode >= 1 && exitCode <= 3, line + " ended with " + exitCode + ": " + daemon.err);
            assertTrue(daemon.err.startsWith("Error: "), line + ": " + daemon.err);
            assertFalse(daemon.err.contains("should not have happened"), line + ": " + daemon.err);
        }
    }
}
