package io.mcpctl.stage.paginate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.stage.api.Settings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PaginateTest {
    private final Paginate stage = new Paginate();

    @ParameterizedTest
    @ValueSource(strings = {"plain ", "zwölf Boxkämpfer\n", "日本語\n", "🎉 party ", "a\n\n\n"})
    void pagesAreSmallEnoughAndTogetherTheText(String piece) {
        String text = piece.repeat(500);

        List<String> pages = Pages.of(text, 300);

        assertEquals(text, String.join("", pages));
        for (String page : pages) {
            assertTrue(page.getBytes(StandardCharsets.UTF_8).length <= 300, page);
            assertEquals(page, new String(page.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
        }
    }

    @Test
    void aPageEndsAtTheLastLineBreakInItsFinalFifth() {
        assertEquals(List.of("12345678\n", "0123"), Pages.of("12345678\n0123", 10));
        assertEquals(List.of("12\n4567890", "123"), Pages.of("12\n4567890123", 10));
        assertEquals(List.of(), Pages.of("", 10));
    }

    @ParameterizedTest
    @ValueSource(ints = {255, 0, -1})
    void aPageSizeThatIsTooSmallIsRefusedWithItsName(int size) {
        Settings config = new Settings(Map.of("pageSize", size));

        ProblemException refused = assertThrows(ProblemException.class, () -> stage.check(config));

        assertTrue(String.valueOf(refused.getMessage()).startsWith("pageSize is " + size), refused.getMessage());
    }

    @Test
    void whatIsNoNumberOrNotKnownIsRefused() {
        assertThrows(ProblemException.class, () -> stage.check(new Settings(Map.of("pageSize", "big"))));
        ProblemException refused =
                assertThrows(ProblemException.class, () -> stage.check(new Settings(Map.of("pagesize", 300))));
        assertTrue(String.valueOf(refused.getMessage()).contains("pagesize is not known"), refused.getMessage());
    }
}
