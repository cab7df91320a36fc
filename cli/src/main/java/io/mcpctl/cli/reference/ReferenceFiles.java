package io.mcpctl.cli.reference;

import io.mcpctl.cli.CliException;
import io.mcpctl.cli.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The reference in a checkout. */
public final class ReferenceFiles {
    private ReferenceFiles() {}

    /** Writes what differs and removes what is too much; returns what was done, a line for each file. */
    public static List<String> write(Path checkout) {
        try {
            List<String> lines = new ArrayList<>();
            for (String difference : differences(checkout)) {
                String text = Reference.files().get(difference);
                Path file = checkout.resolve(difference);
                if (text == null) {
                    Files.delete(file);
                } else {
                    Files.createDirectories(file.toAbsolutePath().getParent());
                    Files.writeString(file, text);
                }
                lines.add(difference + (text == null ? " deleted" : " written"));
            }
            return lines;
        } catch (IOException e) {
            throw new CliException(ExitCode.FAILURE, "the reference cannot be written: " + e, e);
        }
    }

    /** The files that are missing, differ or are too much. */
    public static List<String> differences(Path checkout) throws IOException {
        Map<String, String> wanted = Reference.files();
        List<String> differences = new ArrayList<>();
        for (Map.Entry<String, String> file : wanted.entrySet()) {
            Path path = checkout.resolve(file.getKey());
            if (!Files.exists(path)
                    || !Files.readString(path, StandardCharsets.UTF_8).equals(file.getValue())) {
                differences.add(file.getKey());
            }
        }
        for (String folder : List.of(Reference.MARKDOWN, Reference.MANUAL)) {
            if (Files.isDirectory(checkout.resolve(folder))) {
                try (Stream<Path> present = Files.list(checkout.resolve(folder))) {
                    present.map(file -> folder + "/" + file.getFileName())
                            .filter(file -> !wanted.containsKey(file))
                            .forEach(differences::add);
                }
            }
        }
        return differences;
    }
}
