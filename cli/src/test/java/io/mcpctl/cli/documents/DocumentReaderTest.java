package io.mcpctl.cli.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.cli.CliException;
import io.mcpctl.cli.api.Kinds;
import io.mcpctl.cli.api.SampleKinds;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentReaderTest {
    private static final Kinds KINDS = SampleKinds.of("""
            [{"name":"server","plural":"servers","aliases":["srv"],"applyOrder":1,"members":[
               {"name":"transport","type":"string","values":["STDIO","SSE","STREAMABLE_HTTP"]},
               {"name":"replicas","type":"integer"},{"name":"packageName","type":"string"},{"name":"runtime","type":"string"},
               {"name":"externalUrl","type":"string"},{"name":"command","type":"array of string"},
               {"name":"args","type":"array of string"},{"name":"headers","type":"array of object"},
               {"name":"env","type":"array of object"}]},
             {"name":"project","plural":"projects","applyOrder":2,"members":[
               {"name":"servers","type":"array of string","required":true}]},
             {"name":"serverattachment","plural":"serverattachments","applyOrder":3,"naming":"composed","scopes":["project","server"],
              "members":[{"name":"project","type":"string","required":true},{"name":"server","type":"string","required":true}]}]""");

    private final Path folder;
    private final List<String> notes = new ArrayList<>();

    DocumentReaderTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private List<Document> read(String name, String text) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text);
        return DocumentReader.read(
                List.of(file.toString()), InputStream.nullInputStream(), KINDS, Optional.empty(), notes::add);
    }

    private String refusal(String name, String text) {
        CliException e = assertThrows(CliException.class, () -> read(name, text));
        assertEquals(1, e.exitCode());
        return e.sentence().replace(folder + "/", "");
    }

    @Test
    void allFormsOfInputAreRead() throws IOException {
        assertEquals(
                "server/a", read("a.yaml", "servers:\n- name: a\n").getFirst().title());
        assertEquals(
                "server/a", read("b.yaml", "kind: server\nname: a\n").getFirst().title());
        assertEquals(
                2,
                read("c.yaml", "kind: server\nname: a\n---\n\n---\nkind: srv\nname: b\n")
                        .size());
        assertEquals(
                2,
                read("d.json", "[{\"kind\":\"server\",\"name\":\"a\"},{\"kind\":\"server\",\"name\":\"b\"}]")
                        .size());
        assertEquals(
                "server/a",
                read("e.json", "{\"servers\":[{\"name\":\"a\"}]}").getFirst().title());
    }

    @Test
    void aFolderIsReadInTheOrderOfNamesAndAppliedInTheOrderOfKinds() throws IOException {
        Files.writeString(folder.resolve("1.yaml"), "kind: project\nname: p\nservers: [s]\n");
        Files.writeString(folder.resolve("2.json"), "{\"kind\":\"server\",\"name\":\"s\"}");
        Files.writeString(folder.resolve("notes.txt"), "no definition");

        List<Document> documents = DocumentReader.read(
                List.of(folder.toString()), InputStream.nullInputStream(), KINDS, Optional.empty(), notes::add);

        assertEquals(
                List.of("server/s", "project/p"),
                documents.stream().map(Document::title).toList());
    }

    @Test
    void memberPathsKnowTheirLines() throws IOException {
        Document document = read("a.yaml", "servers:\n- name: a\n  env:\n  - name: X\n    value: y\n")
                .getFirst();

        assertEquals(5, document.lines().of("env[0].value"));
        assertEquals(4, document.lines().of("env[0].absent"));
        assertEquals(2, document.lines().of("absent"));
    }

    @Test
    void mistakesAreReportedWithFileAndLine() {
        assertEquals("a.yaml:2: the key \"name\" is given twice", refusal("a.yaml", "name: a\nname: b\n"));
        assertTrue(refusal("b.yaml", "kind: server\nname: [a\n").startsWith("b.yaml:"));
        assertTrue(refusal("c.yaml", "kind: sevrer\nname: a\n")
                .contains("c.yaml:1: the kind \"sevrer\" is not known, did you mean \"server\""));
        assertTrue(refusal("d.yaml", "kind: server\nname: a\ntransport: HTTP\n")
                .contains("d.yaml:3: \"transport\" is \"HTTP\"; allowed are STDIO, SSE"));
        assertTrue(refusal("e.yaml", "kind: server\nname: 7\n").contains("e.yaml:2: \"name\" must be a text"));
        assertTrue(refusal("f.yaml", "kind: server\nname: a\nreplicsa: 2\n").contains("did you mean \"replicas\""));
        assertTrue(refusal("g.json", "{\n\"kind\": \"server\",\n\"name\": }").startsWith("g.json:3: this is not JSON"));
        assertTrue(refusal("h.json", "{\"kind\":\"server\",\n\"name\":\"a\",\n\"name\":\"b\"}")
                .startsWith("h.json:3"));
        assertTrue(refusal("i.yaml", "kind: project\nname: p\n").contains("project/p lacks \"servers\""));
        assertTrue(refusal("j.yaml", "- 1\n").contains("a definition is a map"));
        assertTrue(refusal("k.yaml", "# nothing\n").startsWith("no definitions"));
    }

    @Test
    void aliasesCannotMultiplyWithoutEnd() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x]\n");
        for (int i = 1; i < 30; i++) {
            bomb.append("a")
                    .append(i)
                    .append(": &a")
                    .append(i)
                    .append(" [*a")
                    .append(i - 1)
                    .append(",*a")
                    .append(i - 1)
                    .append("]\n");
        }

        String sentence = refusal("bomb.yaml", bomb.toString());

        assertTrue(sentence.contains("bomb.yaml:"), sentence);
    }

    @Test
    void serversOfAnMcpClientBecomeDefinitions() throws IOException {
        List<Document> documents = read("mcp.json", """
                {"mcpServers":{
                  "My Files":{"command":"npx","args":["-y","@mcp/files@1","/data"],"env":{"A":"1"},"cwd":"/x"},
                  "git":{"command":"uvx","args":["mcp-git"]},
                  "own":{"command":"python3","args":["-m","own"],"disabled":true},
                  "far":{"type":"http","url":"https://x.y/mcp","headers":{"X":"1"}}}}""");

        assertEquals(
                List.of(
                        "{\"kind\":\"server\",\"name\":\"my-files\",\"transport\":\"STDIO\",\"packageName\":\"@mcp/files@1\",\"runtime\":\"node\",\"args\":[\"/data\"],\"env\":[{\"name\":\"A\",\"value\":\"1\"}]}",
                        "{\"kind\":\"server\",\"name\":\"git\",\"transport\":\"STDIO\",\"packageName\":\"mcp-git\",\"runtime\":\"python\"}",
                        "{\"kind\":\"server\",\"name\":\"own\",\"transport\":\"STDIO\",\"command\":[\"python3\"],\"args\":[\"-m\",\"own\"],\"replicas\":0}",
                        "{\"kind\":\"server\",\"name\":\"far\",\"transport\":\"STREAMABLE_HTTP\",\"externalUrl\":\"https://x.y/mcp\",\"headers\":[{\"name\":\"X\",\"value\":\"1\"}]}"),
                documents.stream()
                        .map(document -> document.content().toString())
                        .toList());
        assertTrue(notes.toString().contains("\"cwd\" means nothing here"), notes.toString());
        assertTrue(notes.toString().contains("is named my-files"), notes.toString());
    }

    @Test
    void withAProjectTheyAreAttachedToIt() throws IOException {
        Path file = Files.writeString(folder.resolve("m.json"), "{\"mcpServers\":{\"a\":{\"command\":\"x\"}}}");

        List<Document> documents = DocumentReader.read(
                List.of(file.toString()), InputStream.nullInputStream(), KINDS, Optional.of("demo"), notes::add);

        assertEquals(
                List.of("server/a", "serverattachment/demo/a"),
                documents.stream().map(Document::title).toList());
    }

    @Test
    void namesOfClientsThatBecomeOneAreRefused() {
        assertTrue(refusal("m.json", "{\"mcpServers\":{\"a b\":{\"command\":\"x\"},\"a-b\":{\"command\":\"x\"}}}")
                .contains("would both be named a-b"));
    }

    @Test
    void noTextMakesItFailOtherwiseThanByASentence() throws IOException {
        String pieces =
                "kind: server\n|name: a\n|---\n|- |{|}|[|]|\"|'|: |servers:|\n|  |&a |*a|!!int |# |env|?|1e999|\t|mcpServers|,|null|~|%|@|`|\0|\u00e9";
        String[] words = pieces.split("\\|", -1);
        Random random = new Random(5);
        for (int i = 0; i < 5_000; i++) {
            StringBuilder text = new StringBuilder();
            random.ints(random.nextInt(14), 0, words.length).forEach(word -> text.append(words[word]));
            for (String name : List.of("f.yaml", "f.json")) {
                try {
                    DocumentReader.text(name, text.toString(), KINDS);
                } catch (CliException e) {
                    assertEquals(1, e.exitCode(), text + ": " + e.sentence());
                }
            }
        }
    }
}
