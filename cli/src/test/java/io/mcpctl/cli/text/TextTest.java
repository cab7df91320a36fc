package io.mcpctl.cli.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class TextTest {
    @Test
    void escapeSequencesDisappear() {
        assertEquals(
                "red link x",
                Plain.text("\u001b[1;31mred\u001b[0m \u001b]8;;http://a\u001b\\link\u001b]8;;\u0007 x\u0008"));
        assertEquals("a b", Plain.line("a\nb"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "true",
                "no",
                "1.0",
                "0x1f",
                "~",
                "",
                " lead",
                "a: b",
                "a #b",
                "- x",
                "@scope/name",
                "null",
                "a\nb",
                "a\nb\n",
                "x\n\n",
                "*star",
                "&amp",
                "{a}",
                "quote\"d",
                "tab\there",
                "ends:",
                "é ü",
                "plain words (and more)",
                "2026-11-21",
                ".inf"
            })
    void everyTextComesBackFromYaml(String text) {
        String yaml = Yaml.document(Json.object().put("key", text));

        Object back = new Load(LoadSettings.builder().build()).loadFromString(yaml);

        assertEquals(java.util.Map.of("key", text), back, yaml);
    }

    @Test
    void nestedYamlComesBack() throws IOException {
        String json =
                "{\"a\":[{\"b\":[1,2],\"c\":{\"d\":\"x\\ny\\n\"}},[],{},[[\"q\"]],{\"e\":{}}],\"f\":null,\"g\":1.5}";

        Object back = new Load(LoadSettings.builder().build()).loadFromString(Yaml.document(Json.read(json)));

        assertEquals("{a=[{b=[1, 2], c={d=x\ny\n}}, [], {}, [[q]], {e={}}], f=null, g=1.5}", String.valueOf(back));
    }

    @Test
    void wideCharactersTakeTwoCells() {
        assertEquals(4, Table.width("日本"));
        assertEquals(1, Table.width("e\u0301"));
    }

    @Test
    void mistypedWordsAreGuessed() {
        assertEquals(", did you mean \"servers\"", Similar.hint("sevrers", java.util.List.of("servers", "projects")));
        assertEquals("", Similar.hint("xyz", java.util.List.of("servers", "projects")));
    }
}
