package io.mcpctl.cli.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The committed reference is what the table of commands says. */
class ReferenceTest {
    @Test
    void theCommittedFilesAreThoseOfTheTable() throws IOException {
        assertEquals(
                List.of(),
                ReferenceFiles.differences(Path.of("..")),
                "these files of the reference are not those of the table of commands; write them again with: "
                        + Reference.HOW);
    }

    @Test
    void whatDiffersIsWrittenAndWhatIsTooMuchIsDeleted(@TempDir Path checkout) throws IOException {
        assertEquals(Reference.files().size(), ReferenceFiles.write(checkout).size());
        Files.writeString(checkout.resolve("docs/cli/get.md"), "edited");
        Files.writeString(checkout.resolve("docs/man/mcpctl-gone.1"), "");

        assertEquals(
                List.of("docs/cli/get.md written", "docs/man/mcpctl-gone.1 deleted"), ReferenceFiles.write(checkout));
        assertEquals(List.of(), ReferenceFiles.differences(checkout));
    }

    @Test
    void manualPagesHoldNoRequestByAccident() {
        Reference.manual().forEach((name, text) -> {
            for (String line : text.lines().toList()) {
                assertFalse(line.startsWith("'"), name + ": " + line);
                assertTrue(!line.startsWith(".") || line.matches("\\.(TH|SH|TP|nf|fi)( .*)?"), name + ": " + line);
                assertFalse(line.matches(".*\\\\[^fe\\-(&].*"), name + ": " + line);
            }
            assertTrue(text.contains(".SH NAME\n" + name.replace(".1", "").replace("-", "\\-") + " \\- "), text);
        });
    }

    @Test
    void everyCommandHasAPageOfEachSortWithAnExample() {
        for (Page page : Reference.pages()) {
            String file = page.title().replace(' ', '-') + ".1";
            assertTrue(Reference.manual().getOrDefault(file, "").contains(".SH EXAMPLES"), file);
            assertTrue(TextPage.of(page).contains("Examples:\n  mcpctl " + page.name()), page.name());
        }
    }
}
