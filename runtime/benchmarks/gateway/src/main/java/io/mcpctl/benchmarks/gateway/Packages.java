package io.mcpctl.benchmarks.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Other gateways, installed once into a folder under {@code target/}. */
final class Packages {
    private static final int LIMIT_MINUTES = 10;

    private final Path folder;

    Packages(Path folder) {
        this.folder = folder;
    }

    /** The folder of an npm package. */
    Path npm(String name) throws IOException, InterruptedException {
        Path home = folder.resolve("npm-" + name);
        Path installed = home.resolve("node_modules").resolve(name);
        if (!Files.isDirectory(installed)) {
            run(List.of("npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", home.toString(), name));
        }
        return installed;
    }

    /** The virtual environment that has a PyPI package. */
    Path python(String name) throws IOException, InterruptedException {
        Path home = folder.resolve("python-" + name);
        Path done = home.resolve("installed");
        if (!Files.exists(done)) {
            run(List.of("python3", "-m", "venv", home.toString()));
            run(List.of(home.resolve("bin/pip").toString(), "install", "--quiet", name));
            Files.createFile(done);
        }
        return home;
    }

    private void run(List<String> command) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Path log = folder.resolve("install.log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IOException(String.join(" ", command) + " took longer than " + LIMIT_MINUTES + " minutes");
        }
        if (process.exitValue() != 0) {
            throw new IOException(String.join(" ", command) + " failed; see " + log);
        }
    }
}
