package io.mcpctl.prompts.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.prompts.api.PromptSpec;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SummaryTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "One. Two.                     | One.",
                "Use v1.2 of it. Always.       | Use v1.2 of it.",
                "No full stop                  | No full stop",
                "Over two\\nlines. More.       | Over two lines.",
                "\\n\\n# Head\\n\\nText here.  | Text here.",
                "# Only a heading              | Only a heading",
                "```\\ncode. x\\n```\\nAfter!  | After!",
                "First\\n\\nSecond. Third.     | First",
                "Really? Yes.                  | Really?",
            })
    void theSummaryIsTheFirstSentenceOfTheText(String content, String expected) {
        assertEquals(Optional.of(expected), of(content.replace("\\n", "\n")).summary());
    }

    @Test
    void aTextThatSaysNothingHasNone() {
        assertEquals(Optional.empty(), of(" \n\n").summary());
        assertEquals(List.of(), of("```\n# no heading\n```").chapters());
    }

    @Test
    void headingsAreChapters() {
        assertEquals(
                List.of("One", "Two #1", "Deep"),
                of("# One\ntext\n## Two #1 ##\n#hash\n####### seven\n###### Deep\n#\n~~~\n# code\n~~~")
                        .chapters());
    }

    @Test
    void bothAreBounded() {
        PromptSpec cut = of("😀".repeat(300) + "\n" + ("# " + "t".repeat(300) + "\n").repeat(150));

        String summary = cut.summary().orElseThrow();
        assertTrue(summary.length() <= 200 && summary.endsWith("…"), summary);
        assertEquals(-1, summary.indexOf('?'));
        assertTrue(summary.codePoints().allMatch(c -> c == "😀".codePointAt(0) || c == '…'), summary);
        assertEquals(100, cut.chapters().size());
        assertEquals(200, cut.chapters().getFirst().length());
    }

    private static PromptSpec of(String content) {
        return Summary.of(PromptSpec.text(Optional.empty(), content, 5));
    }
}
