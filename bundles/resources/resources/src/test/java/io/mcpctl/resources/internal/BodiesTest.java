package io.mcpctl.resources.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.mcpctl.problem.api.Problem;
import io.mcpctl.resources.api.ArrayBody;
import io.mcpctl.resources.api.Range;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Bodies that are arrays. */
final class BodiesTest {
    private static final RecordSchema SCHEMA = new RecordSchema(Batch.class);

    @ArrayBody
    private record Batch(@Range(max = 3) List<Item> items) {}

    private record Item(String name, Optional<Integer> size) {}

    private static Record read(String json, boolean strict) throws Exception {
        return Bodies.read(SCHEMA, (ArrayNode) Json.MAPPER.readTree(json.replace('\'', '"')), strict);
    }

    @Test
    void anArrayBecomesTheOnlyMember() throws Exception {
        assertEquals(
                new Batch(List.of(new Item("a", Optional.of(1)), new Item("b", Optional.empty()))),
                read("[{'name':'a','size':1},{'name':'b'}]", true));
        assertEquals(new Batch(List.of()), read("[]", true));
    }

    @Test
    void everyOffendingElementIsNamedByItsIndex() {
        Problem problem = Workbench.problem(() -> read("[{'name':'a'},{'size':'big'},7]", true));

        assertEquals(List.of("[1].name", "[1].size", "[2]"), Workbench.paths(problem));
    }

    @Test
    void tooManyElementsAreRefused() {
        Problem problem = Workbench.problem(() -> read("[{'name':'a'},{'name':'a'},{'name':'a'},{'name':'a'}]", true));

        assertEquals("4 entries is out of range; allowed are 0 to 3", problem.detail());
    }

    @Test
    void unknownMembersAreRefusedUnlessTheRouteIsTolerant() throws Exception {
        assertEquals(
                List.of("[0].later"), Workbench.paths(Workbench.problem(() -> read("[{'name':'a','later':1}]", true))));
        assertEquals(new Batch(List.of(new Item("a", Optional.empty()))), read("[{'name':'a','later':1}]", false));
    }
}
