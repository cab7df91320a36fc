package io.mcpctl.cli.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.cli.CliException;
import io.mcpctl.cli.text.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonPathTest {
    private static final String LIST = """
            {"items":[{"name":"a","n":1,"tags":["x","y"],"env":{"k.1":"v"}},{"name":"b","n":10,"on":true},{"name":"c","n":2}]}""";
    private static final String ALPHABET = "{}[]().@$?*:,'\"\\=!<>&| -0123abitemsnamerangeend\n\t~\u00e9";

    private static String text(String template) throws IOException {
        return JsonPath.parse(template).text(Json.read(LIST));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "{.items[*].name}~a b c",
                "{.items[0].name}~a",
                "{.items[-1].name}~c",
                "{.items[0:2].name}~a b",
                "{.items[::2].name}~a c",
                "{.items[0,2].name}~a c",
                "{.items[0]['name','n']}~a 1",
                "{.items[?(@.n>1)].name}~b c",
                "{.items[?(@.name==\"b\")].n}~10",
                "{.items[?(@.on)].name}~b",
                "{.items[?(@.on==true || @.n==2)].name}~b c",
                "{.items[?(@.n>=2 && @.n<10)].name}~c",
                "{.items[?(@.name!='a')].name}~b c",
                "{..tags[*]}~x y",
                "{..name}~a b c",
                "{.items[0].tags}~[\"x\",\"y\"]",
                "{.items[0].env.k\\.1}~v",
                "{.items[0].env['k.1']}~v",
                "{range .items[*]}<{.name}:{@.n}>{end}~<a:1><b:10><c:2>",
                "{range .items[?(@.tags)]}{range .tags[*]}{@}{\",\"}{end}{end}~x,y,",
                "n={.items[0].n} {\"!\"}~n=1 !",
                ".items[0].name~a",
                "items[1].name~b",
                "{$.items[2].name}~c",
                "{.nothing.at.all}~''",
            })
    void pathsFindWhatTheySay(String template, String expected) throws IOException {
        assertEquals(expected, text(template));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{.items[}", "{.items[*]", "{range .items[*]}x", "{end}", "{.items[?(@.n=)]}", "{.items[?(@.n==1]}",
                        "{.items['x]}",
                "{.items[0:1:0]}", "{.items[99999999999999]}", "{..}", "{", "{.a!}", "x y", "{.items[?('a')]}"
            })
    void whatIsWrongIsSaidWithItsPosition(String template) {
        CliException e = assertThrows(CliException.class, () -> text(template));

        assertEquals(2, e.exitCode());
        assertTrue(e.sentence().contains("at character "), e.sentence());
    }

    @Test
    void manyDescentsEndInsteadOfHanging() throws IOException {
        StringBuilder deep = new StringBuilder();
        deep.repeat("{\"a\":", 200).append("1").repeat("}", 200);
        JsonNode document = Json.read(deep.toString());
        JsonPath path = JsonPath.parse("{" + "..a".repeat(20) + "}");

        assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> assertThrows(CliException.class, () -> path.text(document)));
    }

    @Test
    void noTextMakesItFailOtherwiseThanByASentence() throws IOException {
        JsonNode document = Json.read(LIST);
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder template = new StringBuilder(random.nextBoolean() ? "{.items" : "");
            random.ints(random.nextInt(25), 0, ALPHABET.length()).forEach(c -> template.append(ALPHABET.charAt(c)));
            try {
                JsonPath.parse(template.toString()).text(document);
            } catch (CliException e) {
                assertTrue(e.exitCode() == 2 || e.exitCode() == 1, template + ": " + e.sentence());
            }
        }
    }
}
