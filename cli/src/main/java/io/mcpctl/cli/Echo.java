package io.mcpctl.cli;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Switches a terminal's echo off until closed, also when the program is interrupted meanwhile. */
final class Echo implements AutoCloseable {
    private static final int LIMIT_SECONDS = 5;
    private final Thread restore = new Thread(() -> stty("echo"), "restore-echo");

    private Echo() {}

    static Echo off() {
        Echo echo = new Echo();
        Runtime.getRuntime().addShutdownHook(echo.restore);
        if (!stty("-echo")) {
            echo.close();
            throw CliException.failure(
                    "the terminal cannot hide what is typed; give the secret by an option, see --help");
        }
        return echo;
    }

    private static boolean stty(String argument) {
        try {
            Process process = new ProcessBuilder("stty", argument)
                    .redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false; // No stty on this machine.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(restore);
        } catch (IllegalStateException e) {
            return; // The program is ending, and the hook restores the echo.
        }
        stty("echo");
    }
}
