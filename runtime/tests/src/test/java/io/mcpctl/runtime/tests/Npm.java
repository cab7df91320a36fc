package io.mcpctl.runtime.tests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Published clients and the conformance suite, installed once beside the tests. */
final class Npm {
    private static final List<String> PACKAGES = List.of(
            "@modelcontextprotocol/sdk@1.32.2",
            "@modelcontextprotocol/client@2.4.0",
            "@modelcontextprotocol/inspector@2.12.0",
            "conformance-stable@npm:@modelcontextprotocol/conformance@0.1.16",
            "conformance-next@npm:@modelcontextprotocol/conformance@0.2.0-alpha.12",
            "node@22.23.3");
    private static final Path FOLDER = Product.ROOT.resolve("runtime/tests/target/npm");
    private static final Duration INSTALL_LIMIT = Duration.ofMinutes(5);

    private Npm() {}

    /** npm itself, which also fetches the servers that tests run. */
    static void require() {
        if (find("npm").isEmpty() || find("npx").isEmpty()) {
            Required.missing("npm and npx on the PATH");
        }
    }

    /** The folder whose {@code node_modules} have the clients. */
    static synchronized Path installed() {
        require();
        Path done = FOLDER.resolve("installed");
        String wanted = String.join("\n", PACKAGES);
        try {
            if (Files.exists(done) && Files.readString(done).equals(wanted)) {
                return FOLDER;
            }
            Files.createDirectories(FOLDER);
            Files.writeString(FOLDER.resolve("package.json"), "{\"private\":true}\n");
            List<String> line = new ArrayList<>(List.of("npm", "install", "--no-audit", "--no-fund", "--save-exact"));
            line.addAll(PACKAGES);
            Run install = Run.of(line, FOLDER, Map.of(), "", INSTALL_LIMIT);
            if (install.exitCode() != 0) {
                throw Required.missing("the npm packages " + PACKAGES + ": " + install.stderr());
            }
            Files.writeString(done, wanted);
            return FOLDER;
        } catch (IOException e) {
            throw new AssertionError(FOLDER + " cannot be written", e);
        }
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

    private static Optional<Path> find(String program) {
        return Pattern.compile(":")
                .splitAsStream(System.getenv().getOrDefault("PATH", ""))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
