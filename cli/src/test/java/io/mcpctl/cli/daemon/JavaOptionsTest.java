package io.mcpctl.cli.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.cli.api.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaOptionsTest {
    private final Path folder;

    JavaOptionsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void optionsOfTheUserComeAfterOursAndBeforeTheProgram() throws IOException {
        Files.createDirectories(folder.resolve("lib"));
        Files.createDirectories(folder.resolve("bundles"));
        Launch launch = new Launch(
                Optional.empty(),
                "standalone",
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of("-Xmx1g", "-Dpart=one"));

        List<String> line = new DaemonProcess(new Home(folder.resolve("home")), launch, folder).commandLine();

        int theirs = line.indexOf("-Xmx1g");
        assertTrue(line.indexOf("-Xmx512m") < theirs, line::toString);
        assertEquals("-Dpart=one", line.get(theirs + 1));
        assertTrue(theirs < line.indexOf(DaemonProcess.MAIN_CLASS), line::toString);
    }
}
