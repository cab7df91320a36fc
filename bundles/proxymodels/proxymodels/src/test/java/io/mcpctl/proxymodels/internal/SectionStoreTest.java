package io.mcpctl.proxymodels.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.stage.api.Section;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class SectionStoreTest {
    private static final List<Section> TWO =
            List.of(Section.of("1", "Page 1", "first"), Section.of("2", "Page 2", "second"));

    private final AtomicLong now = new AtomicLong();
    private final SectionStore.Budget budget = new SectionStore.Budget(1_000);
    private final SectionStore store = new SectionStore(budget, now::get);

    private String answer(String tool, String id, String section) {
        return new DrillDown(store)
                .answer(tool, id, section.isEmpty() ? Optional.empty() : Optional.of(section))
                .json();
    }

    @Test
    void sectionsAreReadByTheirIds() {
        store.put("abc", "files__read", TWO);

        assertTrue(answer("files__read", "abc", "2").contains("second"));
        assertTrue(answer("files__read", "abc", "2,1").contains("second\\u000afirst"));
        assertTrue(answer("files__read", "abc", "").contains("- 1: Page 1 (5 bytes)"));
    }

    @Test
    void aResultEndsFiveMinutesAfterItWasMadeHoweverOftenItIsRead() {
        store.put("abc", "files__read", TWO);
        now.addAndGet(SectionStore.LIFE.toNanos() - 1);
        assertTrue(answer("files__read", "abc", "1").contains("first"));

        now.addAndGet(2);

        String late = answer("files__read", "abc", "1");
        assertTrue(late.contains("expired or unknown") && late.contains("\"isError\":true"), late);
        assertEquals(0, budget.taken());
    }

    @Test
    void aSectionThatIsNotThereIsToldWithThoseThatAre() {
        store.put("abc", "files__read", TWO);

        String answer = answer("files__read", "abc", "9");

        assertTrue(answer.contains("1, 2") && answer.contains("isError"), answer);
    }

    @Test
    void aResultOfAnotherToolIsToldWithTheRightOne() {
        store.put("abc", "files__read", TWO);

        String answer = answer("time__now", "abc", "1");

        assertTrue(answer.contains("files__read") && answer.contains("isError"), answer);
    }

    @Test
    void nestedSectionsAreReadByPathAndLargeOnesHaveATableOfTheirOwn() {
        Section child = Section.of("c", "Child", "x".repeat(300));
        Section large = new Section("big", "Big", "y".repeat(9_000), List.of(child, Section.of("d", "Dee", "z")));
        SectionStore roomy = new SectionStore(new SectionStore.Budget(1 << 20), now::get);
        roomy.put("abc", "t", List.of(large, Section.of("s", "Small", "s")));
        DrillDown drill = new DrillDown(roomy);

        String table = drill.answer("t", "abc", Optional.of("big")).json();

        assertTrue(table.contains("- big/c: Child (300 bytes)"), table);
        assertTrue(drill.answer("t", "abc", Optional.of("big/d")).json().contains("\"z\""));
        assertTrue(drill.answer("t", "abc", Optional.of("big/e")).json().contains("c, d"));
    }

    @Test
    void theOldestOfAHundredResultsMakesRoom() {
        for (int i = 0; i <= SectionStore.MAX_RESULTS; i++) {
            assertTrue(store.put("id" + i, "t", List.of(Section.of("1", "", "x"))));
        }

        assertTrue(store.find("id0").isEmpty());
        assertTrue(store.find("id1").isPresent());
    }

    @Test
    void allSessionsTogetherHaveSoMuchRoomAndASessionThatEndsGivesItBack() {
        assertFalse(store.put("a", "t", List.of(Section.of("1", "", "x".repeat(2_000)))));
        assertTrue(store.put("b", "t", List.of(Section.of("1", "", "x".repeat(900)))));
        SectionStore other = new SectionStore(budget, now::get);
        assertFalse(other.put("c", "t", List.of(Section.of("1", "", "x".repeat(900)))));

        store.clear();

        assertTrue(other.put("c", "t", List.of(Section.of("1", "", "x".repeat(900)))));
    }
}
