package io.mcpctl.cli.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.cli.CliException;
import io.mcpctl.cli.api.Kind;
import io.mcpctl.cli.api.SampleKinds;
import io.mcpctl.cli.text.Json;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DottedPatchTest {
    private static final String DOCUMENT = "{\"a\":1,\"text\":\"t\",\"o\":{\"x\":1,\"y.z\":2},\"l\":[1,{\"k\":\"v\"}]}";
    private static final String ALPHABET = "aolxk.[]=\\0129{}\"'n null,:-";
    private static final Kind KIND = SampleKinds.of("""
                    [{"name":"t","plural":"ts","members":[{"name":"a","type":"integer"},{"name":"text","type":"string"},
                      {"name":"o","type":"object","members":[{"name":"s","type":"string"}]},{"name":"l","type":"array of any"}]}]""").all().getFirst();

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "a=2~{\"a\":2,\"text\":\"t\",\"o\":{\"x\":1,\"y.z\":2},\"l\":[1,{\"k\":\"v\"}]}",
                "text=5~{\"a\":1,\"text\":\"5\",\"o\":{\"x\":1,\"y.z\":2},\"l\":[1,{\"k\":\"v\"}]}",
                "text=null~{\"a\":1,\"text\":null,\"o\":{\"x\":1,\"y.z\":2},\"l\":[1,{\"k\":\"v\"}]}",
                "o.s=true~{\"a\":1,\"text\":\"t\",\"o\":{\"x\":1,\"y.z\":2,\"s\":\"true\"},\"l\":[1,{\"k\":\"v\"}]}",
                "o.x=null~{\"a\":1,\"text\":\"t\",\"o\":{\"y.z\":2},\"l\":[1,{\"k\":\"v\"}]}",
                "o.y\\.z=[1]~{\"a\":1,\"text\":\"t\",\"o\":{\"x\":1,\"y.z\":[1]},\"l\":[1,{\"k\":\"v\"}]}",
                "l[0]=null~{\"a\":1,\"text\":\"t\",\"o\":{\"x\":1,\"y.z\":2},\"l\":[{\"k\":\"v\"}]}",
                "l[1].k=a=b~{\"a\":1,\"text\":\"t\",\"o\":{\"x\":1,\"y.z\":2},\"l\":[1,{\"k\":\"a=b\"}]}",
                "l[2]=x y~{\"a\":1,\"text\":\"t\",\"o\":{\"x\":1,\"y.z\":2},\"l\":[1,{\"k\":\"v\"},\"x y\"]}",
            })
    void eachFormChangesOnePlace(String patch, String expected) throws IOException {
        ObjectNode document = (ObjectNode) Json.read(DOCUMENT);

        DottedPatch.parse(patch, KIND).applyTo(document);

        assertEquals(Json.read(expected), document);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a", "=1", "o..x=1", ".o=1", "l[x]=1", "l[0=1", "l[9]=1", "a.b=1", "l.k=1", "o[0]=1", "o.=1"})
    void whatIsWrongIsAUsageError(String patch) throws IOException {
        ObjectNode document = (ObjectNode) Json.read(DOCUMENT);

        CliException e = assertThrows(
                CliException.class, () -> DottedPatch.parse(patch, KIND).applyTo(document));

        assertEquals(2, e.exitCode(), e.sentence());
    }

    @Test
    void noTextMakesItFailOtherwiseThanByASentence() throws IOException {
        Random random = new Random(11);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder patch = new StringBuilder();
            random.ints(random.nextInt(16), 0, ALPHABET.length()).forEach(c -> patch.append(ALPHABET.charAt(c)));
            try {
                DottedPatch.parse(patch.toString(), KIND).applyTo((ObjectNode) Json.read(DOCUMENT));
            } catch (CliException e) {
                assertEquals(2, e.exitCode(), patch + ": " + e.sentence());
            }
        }
    }
}
