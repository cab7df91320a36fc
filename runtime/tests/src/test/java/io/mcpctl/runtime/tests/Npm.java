package io.mcpctl.runtime.tests;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** Published packages with their versions, installed once beside the tests. */
final class Npm {
    /** SDKs, clients for developers and the conformance suite. */
    private static final List<String> PACKAGES = List.of(
            "@modelcontextprotocol/sdk@1.32.2",
            "@modelcontextprotocol/client@2.4.0",
            "@modelcontextprotocol/server@2.4.0",
            "@modelcontextprotocol/node@2.1.2",
            "@modelcontextprotocol/inspector@2.12.0",
            "conformance-stable@npm:@modelcontextprotocol/conformance@0.1.16",
            "conformance-next@npm:@modelcontextprotocol/conformance@0.2.0-alpha.12",
            "zod@4.6.7",
            "node@22.23.3");

    /** Clients for people; each is a program of its own that says little about what it imports. */
    private static final List<String> END_USER_CLIENTS = List.of(
            "@anthropic-ai/claude-code@2.1.330",
            "@google/gemini-cli@0.61.0",
            "@openai/codex@0.169.0",
            "opencode-ai@1.18.33");

    private static final Path FOLDER = Product.ROOT.resolve("runtime/tests/target");
    private static final Duration INSTALL_LIMIT = Duration.ofMinutes(5);

    private Npm() {}

    /** npm itself, which also fetches the servers that tests run. */
    static void require() {
        if (find("npm").isEmpty() || find("npx").isEmpty()) {
            Required.missing("npm and npx on the PATH");
        }
    }

    /** The folder whose {@code node_modules} have the SDKs and what developers use. */
    static Path installed() {
        return install("npm", PACKAGES);
    }

    /** The program of a client for people. */
    static Path endUserClient(String program) {
        return install("npm-clients", END_USER_CLIENTS)
                .resolve("node_modules/.bin")
                .resolve(program);
    }

    private static Path install(String name, List<String> packages) {
        require();
        return Installed.in(FOLDER.resolve(name), String.join("\n", packages), folder -> {
            Files.writeString(folder.resolve("package.json"), "{\"private\":true}\n");
            List<String> line = new ArrayList<>(List.of("npm", "install", "--no-audit", "--no-fund", "--save-exact"));
            line.addAll(packages);
            Run install = Run.of(line, folder, Map.of(), "", INSTALL_LIMIT);
            if (install.exitCode() != 0) {
                throw Required.missing("the npm packages " + packages + ": " + install.stderr());
            }
        });
    }

    /** Node 22 with a program of the folder. */
    static List<String> node(String program, List<String> arguments) {
        Path folder = installed();
        List<String> line = new ArrayList<>();
        line.add(folder.resolve("node_modules/node/bin/node").toString());
        line.add(folder.resolve(program).toString());
        line.addAll(arguments);
        return line;
    }

    /** A file of the tests' resources, put where node finds packages beside it. */
    static Path resource(String name) {
        Path copy = installed().resolve(name);
        try (InputStream in = Objects.requireNonNull(Npm.class.getResourceAsStream("/" + name), name)) {
            Files.createDirectories(Objects.requireNonNull(copy.getParent()));
            Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
            return copy;
        } catch (IOException e) {
            throw new AssertionError(copy + " cannot be written", e);
        }
    }

    private static Optional<Path> find(String program) {
        return Pattern.compile(":")
                .splitAsStream(System.getenv().getOrDefault("PATH", ""))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
