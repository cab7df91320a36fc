package io.mcpctl.cli.flags;

import io.mcpctl.cli.CliException;
import io.mcpctl.cli.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Files that options name. */
final class Files {
    private static final int LARGEST = 16 * 1024 * 1024;

    private Files() {}

    static String text(String option, String file) {
        try (InputStream in = file.equals("-") ? System.in : java.nio.file.Files.newInputStream(Path.of(file))) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw CliException.failure(option + ": " + file + " is larger than 16 MiB");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw new CliException(ExitCode.NOT_FOUND, option + ": there is no file " + file, e);
        } catch (IOException e) {
            throw new CliException(
                    ExitCode.FAILURE, option + ": " + file + " cannot be read (" + e.getMessage() + ")", e);
        }
    }
}
