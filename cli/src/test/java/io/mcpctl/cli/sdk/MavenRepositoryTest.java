package io.mcpctl.cli.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MavenRepositoryTest {
    private final Path user;

    MavenRepositoryTest(@TempDir Path user) {
        this.user = user;
    }

    private Path found(Map<String, String> environment) {
        return MavenRepository.find(environment, user).folder();
    }

    private void settings(String text) throws IOException {
        Files.createDirectories(user.resolve(".m2"));
        Files.writeString(user.resolve(".m2/settings.xml"), text);
    }

    @Test
    void itIsInTheUsersFolderByDefault() throws IOException {
        assertEquals(user.resolve(".m2/repository"), found(Map.of()));

        settings("<settings><!-- <localRepository>/example</localRepository> --></settings>");
        assertEquals(user.resolve(".m2/repository"), found(Map.of()));
    }

    @Test
    void theSettingsOfTheUserCountAndTheirVariablesAreFilledIn() throws IOException {
        settings("<settings>\n <localRepository>\n ${user.home}/jars/${env.TEAM} </localRepository></settings>");

        assertEquals(user.resolve("jars/red"), found(Map.of("TEAM", "red")));
    }

    @Test
    void theOptionsOfMavenCountMore() throws IOException {
        settings("<settings><localRepository>/elsewhere</localRepository></settings>");

        assertEquals(Path.of("/a"), found(Map.of("MAVEN_OPTS", "-Xmx1g -Dmaven.repo.local=/a")));
        assertEquals(Path.of("/c"), found(Map.of("MAVEN_ARGS", "-o -Dmaven.repo.local=/c -q", "MAVEN_OPTS", "")));
    }
}
