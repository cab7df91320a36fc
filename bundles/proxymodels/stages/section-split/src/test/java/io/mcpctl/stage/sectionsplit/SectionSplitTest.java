package io.mcpctl.stage.sectionsplit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.stage.api.Section;
import io.mcpctl.stage.api.Settings;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SectionSplitTest {
    private static final Limits TINY = new Limits(0, 0, 15_000, "");
    private static final String PROSE = "Before.\n\n## One\ntext\n### Deep\nmore\n## Two\nend";
    private static final String YAML = "# head\nname: x\nlist:\n- a\n- b\nother: {y: 1}\n";
    private static final String CODE = """
            import os

            def first(a):
                return a

            class Second:
                def inner(self):
                    pass
            """;

    private static List<String> titles(Structure structure, String content) {
        return new Splitter(structure, TINY)
                .sections(content).stream().map(Section::title).toList();
    }

    private static String joined(Structure structure, String content) {
        return new Splitter(structure, TINY)
                .sections(content).stream().map(Section::content).collect(Collectors.joining());
    }

    @Test
    void elementsOfAnArrayAreTitledByNameTitleIdOrIndex() {
        String json = "[{\"name\":\"a\",\"id\":1},{\"title\":\"b\"},{\"id\":7},[1, 2]]";

        List<Section> sections = new Splitter(new JsonStructure(), TINY).sections(json);

        assertEquals(
                List.of("a", "b", "7", "3"),
                sections.stream().map(Section::title).toList());
        assertEquals("[1, 2]", sections.getLast().content());
    }

    @Test
    void membersOfAnObjectAreTitledByTheirKeysAndKeepTheirText() {
        List<Section> sections =
                new Splitter(new JsonStructure(), TINY).sections("{\"a b\": 1.00, \"c\": {\"d\": null}}");

        assertEquals(List.of("a-b", "c"), sections.stream().map(Section::id).toList());
        assertEquals("\"a b\": 1.00", sections.getFirst().content());
    }

    @Test
    void proseYamlAndCodeAreCutAtTheirSeamsAndLoseNoByte() {
        assertEquals(List.of("intro", "One", "Two"), titles(new ProseStructure(), PROSE));
        assertEquals(List.of("intro", "name", "list", "other"), titles(new YamlStructure(), YAML));
        assertEquals(List.of("intro", "first", "Second"), titles(new CodeStructure(), CODE));
        assertEquals(PROSE, joined(new ProseStructure(), PROSE));
        assertEquals(YAML, joined(new YamlStructure(), YAML));
        assertEquals(CODE, joined(new CodeStructure(), CODE));
    }

    @Test
    void theSortOfAContentIsFoundInTheOrderOfTheTable() {
        assertTrue(new JsonStructure().isIn(" {\"a\": 1}\n"));
        assertEquals(false, new JsonStructure().isIn("{not json}"));
        assertTrue(new YamlStructure().isIn(YAML));
        assertEquals(false, new YamlStructure().isIn(PROSE));
        assertTrue(new CodeStructure().isIn(CODE));
        assertEquals(false, new CodeStructure().isIn(PROSE));
    }

    @Test
    void smallNeighboursComeTogetherUnderAJointTitle() {
        Limits limits = new Limits(0, 20, 15_000, "");
        String json = "[{\"id\":1},{\"id\":2},{\"id\":3},{\"id\":4}]";

        List<Section> sections = new Splitter(new JsonStructure(), limits).sections(json);

        assertEquals("1 ... 3", sections.getFirst().title());
        assertEquals("{\"id\":1},\n{\"id\":2},\n{\"id\":3}", sections.getFirst().content());
    }

    @Test
    void aLargeSectionHasChildrenOfItsNextLevelOrPages() {
        Limits limits = new Limits(0, 100, 1_000, "");
        String deep = IntStream.range(0, 60)
                .mapToObj(i -> "{\"id\":" + i + ",\"text\":\"" + "x".repeat(40) + "\"}")
                .collect(Collectors.joining(",", "{\"items\": [", "], \"note\": \"" + "y".repeat(1_500) + "\"}"));

        List<Section> sections = new Splitter(new JsonStructure(), limits).sections(deep);

        assertEquals(
                List.of("items", "note"), sections.stream().map(Section::id).toList());
        assertTrue(sections.getFirst().children().size() > 5);
        assertTrue(sections.getFirst().children().getFirst().title().startsWith("0 ... "));
        assertEquals("p1", sections.getLast().children().getFirst().id());
        assertEquals(
                sections.getLast().content(),
                sections.getLast().children().stream().map(Section::content).collect(Collectors.joining()));
    }

    @Test
    void aWrapperAroundEverythingIsSeenThrough() {
        Limits limits = new Limits(0, 10, 300, "");
        String json = "{\"items\":[{\"id\":\"a\",\"t\":\"" + "x".repeat(200) + "\"},{\"id\":\"b\",\"t\":\""
                + "x".repeat(200) + "\"}]}";

        List<Section> sections = new Splitter(new JsonStructure(), limits).sections(json);

        assertEquals(List.of("a", "b"), sections.stream().map(Section::id).toList());
    }

    @Test
    void titlesThatAreAlikeGiveDifferentIds() {
        List<Section> sections = new Splitter(new ProseStructure(), TINY).sections("## A!\nx\n## a\ny\n## ?\nz");

        assertEquals(
                List.of("a", "a-2", "section"),
                sections.stream().map(Section::id).toList());
    }

    @Test
    void aConfigurationThatCannotBeIsRefusedWithItsKey() {
        SectionSplit stage = new SectionSplit();

        for (Map<String, Object> wrong : List.<Map<String, Object>>of(
                Map.of("contentType", "xml"),
                Map.of("minSectionSize", -1),
                Map.of("maxSectionSize", 20_000_000_000L))) {
            String key = wrong.keySet().iterator().next();
            ProblemException refused = assertThrows(ProblemException.class, () -> stage.check(new Settings(wrong)));
            assertTrue(String.valueOf(refused.getMessage()).startsWith(key), refused.getMessage());
        }
        assertThrows(
                ProblemException.class,
                () -> stage.check(new Settings(Map.of("minSectionSize", 900, "maxSectionSize", 300))));
    }
}
