package io.mcpctl.cli.command;

import io.mcpctl.cli.CliException;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.Terminal;

/** Passwords from where nobody sees them. */
final class Passwords {
    private Passwords() {}

    /** From stdin when asked so, else typed without echo; a new one is typed twice. */
    static String given(Invocation invocation, boolean fresh) {
        Terminal terminal = invocation.terminal();
        if (invocation.arguments().has("--password-stdin")) {
            return notEmpty(terminal.readLine());
        }
        if (!terminal.asksPerson()) {
            throw CliException.usage(
                    "give the password on stdin with --password-stdin; there is no terminal to ask on");
        }
        String password = notEmpty(terminal.secret("Password: "));
        if (fresh && !terminal.secret("Again: ").equals(password)) {
            throw CliException.failure("the two passwords differ; nothing was done");
        }
        return password;
    }

    private static String notEmpty(String password) {
        if (password.isEmpty()) {
            throw CliException.usage("the password is empty");
        }
        return password;
    }
}
