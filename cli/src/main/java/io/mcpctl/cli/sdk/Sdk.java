package io.mcpctl.cli.sdk;

import io.mcpctl.cli.CliException;
import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.install.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** What plug-ins are built with: API jars, test kit and parent POM, laid out as a Maven repository. */
public record Sdk(Path folder) {
    /** @param root of the checkout that the program runs from */
    public static Sdk of(Path root) {
        Path folder = new Layout(root).sdk();
        if (!Files.isDirectory(folder)) {
            throw new CliException(
                    ExitCode.NOT_FOUND,
                    "the plug-in SDK is not built, there is no " + folder + "; run ./mvnw -B package -DskipTests in "
                            + root);
        }
        return new Sdk(folder);
    }

    /** Copies it to where Maven looks, in place of what is there of this version; each file is whole or old. */
    public void install(MavenRepository repository) {
        try {
            for (Path file : files()) {
                Path target =
                        repository.folder().resolve(folder.relativize(file).toString());
                Path parent = Files.createDirectories(target.toAbsolutePath().getParent());
                Path draft = Files.createTempFile(parent, ".sdk", ".tmp");
                Files.copy(file, draft, StandardCopyOption.REPLACE_EXISTING);
                Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw CliException.failure("the plug-in SDK cannot be written to " + repository.folder() + " (" + e
                    + "); name Maven's local repository with --repository");
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
