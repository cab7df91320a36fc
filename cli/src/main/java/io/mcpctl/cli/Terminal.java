package io.mcpctl.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * The streams of one command: stdout is data, stderr is talk.
 *
 * @param talksToPerson whether stderr is a terminal
 * @param asksPerson whether stdin is a terminal
 */
public record Terminal(InputStream in, PrintStream out, PrintStream err, boolean talksToPerson, boolean asksPerson) {

    /** The process's streams; whether they are terminals was found out by the start script, which can ask for free. */
    static Terminal ofProcess() {
        return new Terminal(
                System.in,
                new PrintStream(
                        new java.io.FileOutputStream(java.io.FileDescriptor.out), false, StandardCharsets.UTF_8),
                new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.err), true, StandardCharsets.UTF_8),
                Boolean.getBoolean("mcpctl.tty.err"),
                Boolean.getBoolean("mcpctl.tty.in"));
    }

    /** One line for the person. */
    public void say(String line) {
        err.println(line);
    }

    /** Asks on a terminal; anywhere else the answer is yes, because scripts said what they want. */
    public boolean confirms(String question) {
        if (!asksPerson) {
            return true;
        }
        err.print(question + " [y/N] ");
        err.flush();
        try {
            BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            String answer = reader.readLine();
            return answer != null && (answer.equalsIgnoreCase("y") || answer.equalsIgnoreCase("yes"));
        } catch (IOException e) {
            throw new CliException(ExitCode.FAILURE, "the answer could not be read from the terminal; use --yes", e);
        }
    }
}
