package io.mcpctl.cli.documents;

import io.mcpctl.cli.CliException;

/** Says what is wrong in an input, and where. */
final class InputError {
    private InputError() {}

    static CliException at(String file, int line, String sentence) {
        return CliException.failure(file + ":" + line + ": " + sentence);
    }
}
