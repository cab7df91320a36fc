package io.mcpctl.servers.internal;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.servers.api.ServerSpec.Runtime;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Chooses what is started for a definition. */
final class Commands {
    private final Path cache;
    private final boolean uvx;

    Commands(Path home) {
        this(home, onPath("uvx"));
    }

    Commands(Path home, boolean uvx) {
        this.cache = home.resolve("cache").resolve("venvs");
        this.uvx = uvx;
    }

    /** Empty means the entry point of the image. */
    List<String> of(Definition definition, boolean thisMachine) {
        List<String> words = new ArrayList<>();
        if (!definition.command().isEmpty()) {
            words.addAll(definition.command());
        } else if (definition.packageName().isPresent()) {
            String name = definition.packageName().get();
            boolean python = definition.runtime().equals(Optional.of(Runtime.python));
            words.addAll(
                    !python
                            ? List.of("npx", "--prefer-offline", "-y", name)
                            : uvx || !thisMachine ? List.of("uvx", name) : ownEnvironment(name));
        } else {
            return List.of();
        }
        words.addAll(definition.args());
        return words;
    }

    private List<String> ownEnvironment(String requirement) {
        if (!cache.isAbsolute()) {
            throw new ProblemException(
                    ProblemKind.UNAVAILABLE,
                    "there is no home folder for the environment of \"" + requirement
                            + "\"; install uvx, or set `home` of io.mcpctl.servers");
        }
        String bare = requirement.replaceAll("[\\[<>=!~;@ ].*", "");
        Path folder = cache.resolve(requirement.replaceAll("[^A-Za-z0-9._-]", "_"));
        return List.of("sh", "-c", script(), "sh", folder.toString(), requirement, bare, bare.replace('-', '_'));
    }

    private static String script() {
        try (InputStream in = Commands.class.getResourceAsStream("python-package.sh")) {
            if (in == null) {
                throw new IOException("python-package.sh is missing from the bundle");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean onPath(String program) {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            if (Files.isExecutable(Path.of(folder).resolve(program))) {
                return true;
            }
        }
        return false;
    }
}
