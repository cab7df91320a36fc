package io.mcpctl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.cli.text.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Options that follow from kinds. */
class CreateTest {
    private final ScriptedDaemon daemon;

    CreateTest(@TempDir Path home) throws IOException {
        daemon = new ScriptedDaemon(home).on("GET /api/v1/kinds", 200, SampleDaemonKinds.ALL);
        for (JsonNode kind : Json.read(SampleDaemonKinds.ALL)) {
            daemon.on("POST /api/v1/" + kind.path("plural").asText(), 201, "{\"name\":\"made\"}");
        }
    }

    @AfterEach
    void stop() {
        daemon.close();
    }

    private void creates(String plural, String document, String... line) throws IOException {
        assertEquals(0, daemon.run(line), daemon.err);
        assertEquals(Json.read(document), daemon.last("POST /api/v1/" + plural).json());
    }

    @Test
    void optionsFollowFromTheMembersOfTheKind() throws IOException {
        creates(
                "servers",
                """
                {"kind":"server","name":"a","description":"a thing","transport":"STDIO","packageName":"pkg","command":["x","-y"],
                 "args":["1","2"],"containerPort":8080,"replicas":2,
                 "env":[{"name":"A","value":"b=c"},{"name":"K","valueFrom":{"secretRef":{"name":"s","key":"k"}}}],
                 "resources":{"memory":"1Gi","cpus":"0.5"}}""",
                "create",
                "server",
                "a",
                "-d",
                "a thing",
                "--transport",
                "stdio",
                "--package-name=pkg",
                "--command",
                "x",
                "--command",
                "-y",
                "--args",
                "[\"1\",\"2\"]",
                "--port",
                "8080",
                "--replicas",
                "2",
                "--env",
                "A=b=c",
                "--env",
                "K=secretRef:s/k",
                "--memory",
                "1Gi",
                "--cpus",
                "0.5");
        assertEquals("server/a created\n", daemon.out);
    }

    @Test
    void bindingsAndSubjectsHaveShortForms() throws IOException {
        creates(
                "rbac-definitions",
                """
                {"kind":"rbac","name":"r","subjects":[{"kind":"User","name":"a@b.c"},{"kind":"Group","name":"g"}],
                 "roleBindings":[{"role":"view","resource":"servers"},{"role":"edit","resource":"servers","name":"x"},
                  {"role":"view","resource":"prompts"},{"role":"run","action":"logs"}]}""",
                "create",
                "rbac",
                "r",
                "--subject",
                "user:a@b.c",
                "--subject",
                "Group:g",
                "--binding",
                "view:servers",
                "--role-binding",
                "edit:servers:x",
                "--binding",
                "role:view,resource:prompts",
                "--operation",
                "logs");
    }

    @Test
    void mapsSwitchesAndProjects() throws IOException {
        creates(
                "projects",
                "{\"kind\":\"project\",\"name\":\"p\",\"servers\":[\"a\",\"b\"],\"gated\":false,"
                        + "\"serverOverrides\":{\"a\":{\"proxyModel\":\"gate\"}}}",
                "create",
                "project",
                "p",
                "--server",
                "a",
                "--server",
                "b",
                "--no-gated",
                "--server-override",
                "a=gate");
        creates(
                "prompts",
                "{\"kind\":\"prompt\",\"name\":\"style\",\"project\":\"p\",\"content\":\"Be brief.\",\"priority\":7}",
                "create",
                "prompt",
                "style",
                "-p",
                "p",
                "--content",
                "Be brief.",
                "--priority",
                "7");
        creates(
                "serverattachments",
                "{\"kind\":\"serverattachment\",\"project\":\"p\",\"server\":\"a\"}",
                "create",
                "sa",
                "-p",
                "p",
                "--server",
                "a");
    }

    @Test
    void valuesOfSecretsComeFromFilesToo(@TempDir Path folder) throws IOException {
        Path json = Files.writeString(folder.resolve("a.json"), "{\"x\":\"1\",\"n\":5}");
        Path text = Files.writeString(folder.resolve("key"), "k\n");

        creates(
                "secrets",
                "{\"kind\":\"secret\",\"name\":\"s\",\"data\":{\"a\":\"b\",\"x\":\"1\",\"n\":\"5\",\"key\":\"k\\n\"}}",
                "create",
                "secret",
                "s",
                "--data",
                "a=b",
                "--data-file",
                json.toString(),
                "--from-file",
                "key=" + text);
        assertFalse(daemon.run("create", "secret", "s", "--data", "a=geheim", "-v") != 0);
        assertFalse(daemon.err.contains("geheim"), daemon.err);
        assertTrue(daemon.err.contains("POST") && daemon.err.contains("***"), daemon.err);
        assertFalse(daemon.err.contains(ScriptedDaemon.OWNERS_TOKEN), daemon.err);
    }

    @Test
    void aPasswordIsReadFromStdinAndNeverAskedForWithoutATerminal() throws IOException {
        daemon.input = "long enough\n";
        creates(
                "users",
                "{\"kind\":\"user\",\"email\":\"a@b.c\",\"name\":\"Ada\",\"password\":\"long enough\"}",
                "create",
                "user",
                "a@b.c",
                "--name",
                "Ada",
                "--password-stdin");

        assertEquals(2, daemon.run("create", "user", "a@b.c"));
        assertTrue(daemon.err.contains("--password-stdin"), daemon.err);
    }

    @Test
    void aTokenIsAloneOnStdout() {
        daemon.on("POST /api/v1/mcptokens", 201, "{\"name\":\"ci\",\"token\":\"mcpctl_pat_x\"}");
        daemon.run("create", "mcptoken", "first", "-p", "demo"); // Takes the answer without a token.

        assertEquals(
                0,
                daemon.run(
                        "create",
                        "mcptoken",
                        "ci",
                        "-p",
                        "demo",
                        "--ttl",
                        "30d",
                        "--bind",
                        "role:view,resource:servers",
                        "--rbac",
                        "clone"));
        assertEquals("mcpctl_pat_x\n", daemon.out);
        assertTrue(daemon.err.contains("not shown again"), daemon.err);
    }

    @Test
    void wrongOptionsAreUsageErrorsThatNameThem() {
        for (Map.Entry<String, String> wrong : Map.of(
                        "create server a --env A", "KEY=value",
                        "create server a --replicas many", "--replicas",
                        "create server a --replicas 101", "0 to 100",
                        "create server a --transport pigeon", "STREAMABLE_HTTP",
                        "create server a --env K=secretRef:nokey", "<secret>/<key>",
                        "create server a --pakage-name x", "--package-name",
                        "create prompt a --content x --priority 11", "1 to 10",
                        "create secret a --data geheimnis", "KEY=value",
                        "create project a --gated --no-gated", "exclude each other",
                        "create mcptoken ci", "-p")
                .entrySet()) {
            assertEquals(2, daemon.run(wrong.getKey().split(" ")), wrong.getKey() + ": " + daemon.err);
            assertTrue(daemon.err.contains(wrong.getValue()), daemon.err);
            assertFalse(daemon.err.contains("geheimnis"), daemon.err);
        }
        assertEquals(1, daemon.run("create", "instance", "x"));
        assertTrue(daemon.err.contains("replicas"), daemon.err);
        assertEquals(3, daemon.run("create", "prompt", "x", "--content-file", "/no/such/file"));
        assertEquals(java.util.List.of(), daemon.lines("POST"));
    }

    @Test
    void everyMemberThatPeopleWriteHasAnOption() throws IOException {
        for (JsonNode kind : Json.read(SampleDaemonKinds.ALL)) {
            if (kind.path("readOnly").asBoolean()) {
                continue;
            }
            assertEquals(0, daemon.run("create", kind.path("name").asText(), "--help"));
            for (JsonNode member : kind.path("members")) {
                String option = "--"
                        + member.path("name")
                                .asText()
                                .replaceAll("([A-Z])", "-$1")
                                .toLowerCase(java.util.Locale.ROOT);
                assertEquals(
                        !member.path("computed").asBoolean(),
                        daemon.out.contains(option),
                        option + " in " + daemon.out);
            }
        }
    }
}
