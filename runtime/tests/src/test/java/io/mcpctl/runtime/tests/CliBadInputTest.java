package io.mcpctl.runtime.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Wrong lines of the command line: one sentence on stderr, nothing on stdout, and the exit code of its kind. */
class CliBadInputTest {
    private static final Product PRODUCT = Product.fresh();
    private static final Product WITHIN = PRODUCT.withoutProcesses();

    @BeforeAll
    static void definitions() {
        PRODUCT.up().apply("""
                        kind: server
                        name: quiet
                        command: [sleep, "1000"]
                        replicas: 0
                        ---
                        kind: server
                        name: asleep
                        command: [sleep, "1000"]
                        ---
                        kind: project
                        name: desk
                        servers: [quiet]
                        ---
                        kind: prompt
                        name: style
                        project: desk
                        content: Be brief.
                        ---
                        kind: promptrequest
                        name: proposal
                        project: desk
                        content: Be kind.
                        ---
                        kind: mcptoken
                        name: ci
                        project: desk
                        """).exits(0);
        Wait.until(
                "an instance of asleep",
                Duration.ofSeconds(20),
                () -> PRODUCT.run("get", "instances").stdout().contains("asleep-0"),
                () -> "none");
    }

    @AfterAll
    static void stop() {
        PRODUCT.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "gt servers                                     | 2 | did you mean \"get\"",
                "get                                            | 2 | give <kind",
                "get serverz                                    | 2 | did you mean \"servers\"",
                "get servers --sort-bi NAME                     | 2 | did you mean --sort-by",
                "get servers -o xml                             | 2 | use table, wide, json, yaml, name",
                "get servers -o jsonpath={.items                | 2 | character 8",
                "get servers -o jsonpath                        | 2 | lacks its argument",
                "get servers --sort-by nosuch                   | 2 | neither a column",
                "get servers --server quiet                     | 2 | do not belong to a server",
                "get servers -A -p desk                         | 2 | exclude each other",
                "get servers -p nosuch                          | 3 | project 'nosuch' not found",
                "get instances --server nosuch                  | 3 | server 'nosuch' not found",
                "get server nosuch                              | 3 | server 'nosuch' not found",
                "get secrets --show-values                      | 2 | -o yaml or -o json",
                "get servers --daemon-url http://127.0.0.1:1    | 6 | `mcpctl up` starts it",
                "get servers --daemon-url ftp://x               | 2 | --daemon-url is \"ftp://x\"",
                "get mcptoken ci                                | 2 | add -p <project>",
                "version x                                      | 2 | \"x\" is one word too many",
                "version --nosuch                               | 2 | the option \"--nosuch\" is not known",
                "describe server                                | 2 | <name...>",
                "describe server 'qu*'                          | 2 | not patterns",
                "describe server nosuch                         | 3 | not found",
                "explain servr                                  | 2 | did you mean \"server\"",
                "explain server.packagName                      | 2 | did you mean \"packageName\"",
                "logs nosuch                                    | 3 | no server or instance \"nosuch\"",
                "logs quiet                                     | 3 | has no instances",
                "logs asleep -i 7                               | 3 | the server asleep has 1",
                "logs asleep -i x                               | 2 | give a number from 0",
                "logs asleep -f -o yaml                         | 2 | leave out -o",
                "logs                                           | 2 | whose log?",
                "wait server quiet                              | 2 | --for=condition=ready",
                "wait server quiet --for=sunday                 | 2 | condition=ready, delete, create",
                "wait server quiet --for=delete --timeout=soon  | 2 | soon",
                "wait server quiet --for=delete --timeout=0     | 6 | not deleted within 0 s: server/quiet",
                "wait server nosuch --for=condition=ready       | 3 | is not known",
                "wait quiet --for=delete                        | 2 | the kind \"quiet\" is not known",
                "create                                         | 2 | <kind> <name>",
                "create server                                  | 2 | lacks its name",
                "create server a b                              | 2 | \"b\" is one word too many",
                "create server a --port x                       | 2 | --port is \"x\"; give a whole number",
                "create server a --env A                        | 2 | not of the form KEY=value",
                "create server a --env A=secretRef:x            | 2 | not of the form <secret>/<key>",
                "create server a --transport tcp                | 2 | allowed are STDIO",
                "create secret a --data A                       | 2 | not of the form KEY=value",
                "create secret a --data-file /nosuch            | 3 | there is no file /nosuch",
                "create secretbackend a --type openbao --token-secret x | 2 | not of the form <secret>/<key>",
                "create prompt a -p desk --priority 11          | 2 | 1 to 10",
                "create prompt a -p nosuch --content x          | 3 | project 'nosuch' not found",
                "create rbac a --subject Nobody:x               | 2 | allowed are User, Group",
                "create rbac a --binding view                   | 1 | resource",
                "create mcptoken a                              | 2 | give -p",
                "create mcptoken a -p desk --ttl soon           | 1 | soon",
                "create user a@example.org                      | 2 | --password-stdin",
                "create server quiet --command x                | 5 | quiet",
                "create server quiet --command x --dry-run      | 5 | exists already",
                "create instance x                              | 1 | follow their server's replicas",
                "edit instance asleep-0                         | 1 | follow their server's replicas",
                "edit mcptoken ci -p desk                       | 1 | delete it and create another",
                "edit server quiet -o yaml                      | 2 | leave out -o",
                "patch server quiet                             | 2 | <member=value...>",
                "patch server quiet replica=1                   | 2 | did you mean \"replicas\"",
                "patch server quiet replicas                    | 2 | replicas",
                "patch server quiet replicas=x                  | 1 | replicas",
                "patch server nosuch replicas=1                 | 3 | not found",
                "delete server                                  | 2 | <kind> <name...>",
                "delete server nosuch                           | 3 | not found",
                "delete servers 'q*'                            | 2 | add --yes",
                "delete servers 'x*' --yes                      | 3 | nothing matches",
                "delete mcptoken ci                             | 2 | add -p <project>",
                "attach server quiet                            | 2 | add -p <project>",
                "attach prompt style -p desk                    | 2 | is not \"server\"",
                "attach server nosuch -p desk                   | 3 | server 'nosuch' not found",
                "attach server quiet -p nosuch                  | 3 | project 'nosuch' not found",
                "detach server asleep -p desk                   | 3 | desk/asleep",
                "approve promptrequest nosuch -p desk           | 3 | not found",
                "approve prompt style -p desk                   | 2 | a promptrequest can",
                "approve promptrequest proposal -p desk --priority 11 | 2 | from 1 to 10",
                "reject promptrequest nosuch -p desk            | 3 | not found",
                "apply                                          | 2 | -f <file>",
                "apply -f /nosuch                               | 3 | there is no file /nosuch",
                "diff                                           | 2 | -f <file>",
                "diff -f /nosuch                                | 3 | there is no file /nosuch",
                "config                                         | 2 | view",
                "config vew                                     | 2 | did you mean \"config view\"",
                "config get                                     | 2 | give <key>",
                "config get nosuch                              | 1 | the keys are mcplocalUrl",
                "config set mcpdurl http://x                    | 1 | did you mean \"mcpdUrl\"",
                "config set mcpdUrl nourl                       | 1 | mcpdUrl is \"nourl\"",
                "config set outputFormat xml                    | 1 | use table",
                "config setup                                   | 2 | config set <key>",
                "config claude                                  | 2 | add -p <project>",
                "config claude -p nosuch --stdout               | 3 | not found",
                "config client --for emacs -p desk              | 2 | claude",
                "login --email a@example.org                    | 2 | --password-stdin",
                "login                                          | 2 | --email",
                "login --impersonate nobody@example.org         | 3 | not found",
                "auth                                           | 2 | whoami",
                "auth can-i                                     | 2 | may you do what?",
                "auth can-i gt servers                          | 2 | did you mean \"get\"",
                "quickstart -o yaml                             | 2 | leave out -o",
            })
    void aWrongLineIsRefusedInOneSentence(String line, int exitCode, String words) {
        WITHIN.run(words(line)).refuses(exitCode, words);
    }

    private static String[] words(String line) {
        return List.of(line.split(" ")).stream()
                .map(word -> word.replace("'", ""))
                .toArray(String[]::new);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "get serverz -o json",
                "get server nosuch -ojson",
                "-o json delete server nosuch",
                "create server a --port x --output=json",
                "patch server quiet replicas=x -o json",
                "get servers --daemon-url http://127.0.0.1:1 -o json"
            })
    void withJsonTheProblemIsADocumentOnStderr(String line) throws IOException {
        Run run = PRODUCT.run(words(line));

        assertEquals("", run.stdout());
        JsonNode problem = new ObjectMapper().readTree(run.stderr());
        assertTrue(problem.path("type").asText().startsWith("urn:mcpctl:problem:"), run::toString);
        assertEquals(problem.path("detail"), problem.path("error"));
        assertTrue(run.exitCode() > 0, run::toString);
    }

    @Test
    void aDamagedSettingsFileIsNamedAndKept(@TempDir Path home) throws IOException {
        Path file = Files.writeString(home.resolve("config.json"), "{broken");

        PRODUCT.run("config", "view", "--home", home.toString()).refuses(1, file.toString(), "repair or delete it");
        PRODUCT.run("config", "set", "outputFormat", "json", "--home", home.toString())
                .refuses(1, file.toString());

        assertEquals("{broken", Files.readString(file));
    }

    @Test
    void anEditorThatFailsAppliesNothing() {
        PRODUCT.runIn(Map.of("EDITOR", "false"), "", "edit", "server", "quiet")
                .refuses(1, "the editor `false` failed", "nothing was applied");
        assertEquals("", PRODUCT.get("server", "quiet").path("description").asText());
    }
}
