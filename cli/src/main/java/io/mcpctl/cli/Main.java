package io.mcpctl.cli;

import java.nio.file.Path;

/** Where the JVM begins. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        Terminal terminal = Terminal.ofProcess();
        Path root = Path.of(System.getProperty("mcpctl.root", "."));
        int exitCode = new Cli(terminal, System.getenv(), root).run(arguments);
        terminal.out().flush();
        terminal.err().flush();
        System.exit(exitCode);
    }
}
