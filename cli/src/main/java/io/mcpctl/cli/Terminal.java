package io.mcpctl.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * The streams of one command: stdout is data, stderr is talk.
 *
 * @param showsPerson whether stdout is a terminal
 * @param talksToPerson whether stderr is a terminal
 * @param asksPerson whether stdin is a terminal
 */
public record Terminal(
        InputStream in,
        PrintStream out,
        PrintStream err,
        boolean showsPerson,
        boolean talksToPerson,
        boolean asksPerson) {
    private static final int LONGEST_LINE = 64 * 1024;

    /** The process's streams; whether they are terminals was found out by the start script, which can ask for free. */
    static Terminal ofProcess() {
        return new Terminal(
                System.in,
                new PrintStream(
                        new java.io.FileOutputStream(java.io.FileDescriptor.out), false, StandardCharsets.UTF_8),
                new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.err), true, StandardCharsets.UTF_8),
                Boolean.getBoolean("mcpctl.tty.out"),
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
        String answer = answer(question + " [y/N] ");
        return answer.equalsIgnoreCase("y") || answer.equalsIgnoreCase("yes");
    }

    /** One line from the person; empty at the end of the input. */
    public String answer(String question) {
        err.print(question);
        err.flush();
        return readLine();
    }

    /** One line that is not shown while it is typed. */
    public String secret(String question) {
        try (Echo echo = Echo.off()) {
            return answer(question);
        } finally {
            err.println();
        }
    }

    /** The next line of stdin; byte by byte, so that nothing after it is swallowed. */
    public String readLine() {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try {
            for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
                if (line.size() >= LONGEST_LINE) {
                    throw CliException.failure("the line on stdin is longer than " + LONGEST_LINE + " bytes");
                }
                line.write(b);
            }
        } catch (IOException e) {
            throw new CliException(ExitCode.FAILURE, "the answer could not be read from stdin; use the options", e);
        }
        String text = line.toString(StandardCharsets.UTF_8);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}
