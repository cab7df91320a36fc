package io.mcpctl.cli.complete;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The scripts of the shells. They know nothing of the commands: they ask the program, which has the table. */
public final class Scripts {
    public static final List<String> SHELLS = List.of("bash", "zsh", "fish");

    private Scripts() {}

    public static String of(String shell) {
        try (InputStream in = Scripts.class.getResourceAsStream("mcpctl." + shell)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks the script for " + shell);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the script for " + shell + " cannot be read from the jar", e);
        }
    }
}
