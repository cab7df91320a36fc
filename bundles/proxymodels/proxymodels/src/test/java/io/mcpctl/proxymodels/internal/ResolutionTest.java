package io.mcpctl.proxymodels.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ResolutionTest {
    private final Map<String, Declared> models = new HashMap<>();

    private void model(String name, List<String> parents, Hook... own) {
        models.put(name, new Declared(name, parents, "", Set.of(own)));
    }

    private Resolution of(String name) {
        return Resolution.of(name, one -> Optional.ofNullable(models.get(one)));
    }

    @Test
    void aChildHasTheHooksOfBothParentsAndIsToldLast() {
        model("gate", List.of(), Hook.onInitialize, Hook.onToolsList, Hook.onToolCallBefore);
        model("content-pipeline", List.of(), Hook.onToolCallAfter, Hook.onResourceRead, Hook.onPromptGet);
        model("default", List.of("gate", "content-pipeline"));

        Resolution resolution = of("default");

        assertEquals(Optional.empty(), resolution.error());
        assertEquals(List.of("gate", "content-pipeline", "default"), resolution.lineage());
        assertEquals("gate", resolution.hooks().get(Hook.onToolsList));
        assertEquals("content-pipeline", resolution.hooks().get(Hook.onPromptGet));
        assertEquals(6, resolution.hooks().size());
    }

    @Test
    void aHookOfItsOwnComesBeforeThoseOfParents() {
        model("a", List.of(), Hook.onToolsList);
        model("b", List.of(), Hook.onToolsList);
        model("c", List.of("a", "b"), Hook.onToolsList);

        assertEquals("c", of("c").hooks().get(Hook.onToolsList));
    }

    @Test
    void aHookOfTwoParentsIsAnErrorThatNamesAllThree() {
        model("a", List.of(), Hook.onToolsList);
        model("b", List.of(), Hook.onToolsList);
        model("c", List.of("a", "b"));

        String error = of("c").error().orElseThrow();

        assertTrue(error.contains("onToolsList") && error.contains("\"a\"") && error.contains("\"b\""), error);
    }

    @Test
    void aModelThatInheritsItselfIsRefusedWithTheChain() {
        model("a", List.of("b"));
        model("b", List.of("a"));

        String error = of("a").error().orElseThrow();

        assertTrue(error.contains("a -> b -> a"), error);
    }

    @Test
    void aParentThatIsMissingIsNamedUntilItArrives() {
        model("child", List.of("parent"));

        assertTrue(of("child").error().orElseThrow().contains("\"parent\""));
        model("parent", List.of(), Hook.onPromptsList);
        assertEquals("parent", of("child").hooks().get(Hook.onPromptsList));
    }

    @Test
    void anAncestorOnTwoWaysIsNoConflict() {
        model("root", List.of(), Hook.onInitialize);
        model("left", List.of("root"));
        model("right", List.of("root"));
        model("leaf", List.of("left", "right"));

        assertEquals(Optional.empty(), of("leaf").error());
        assertEquals(List.of("root", "left", "right", "leaf"), of("leaf").lineage());
    }
}
