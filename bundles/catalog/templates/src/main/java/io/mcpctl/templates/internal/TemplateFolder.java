package io.mcpctl.templates.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Templates that the operator has put into a folder, one in each file. */
record TemplateFolder(Path folder) {
    private static final Logger LOG = LoggerFactory.getLogger(TemplateFolder.class);
    private static final long MOST_BYTES = 256 * 1024;
    private static final int MOST_FILES = 1_000;

    /** Texts of the files by path, in the order of their names; what cannot be read is logged and left out. */
    Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Path file : files()) {
            try {
                if (Files.size(file) > MOST_BYTES) {
                    skipped(file.toString(), "larger than " + MOST_BYTES + " bytes");
                } else {
                    texts.put(file.toString(), Files.readString(file));
                }
            } catch (IOException e) {
                skipped(file.toString(), "cannot be read: " + e);
            }
        }
        return texts;
    }

    private List<Path> files() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            List<Path> files = entries.filter(TemplateFolder::isYaml).sorted().toList();
            if (files.size() > MOST_FILES) {
                skipped(folder.toString(), "has more than " + MOST_FILES + " files; the first ones are read");
            }
            return files.subList(0, Math.min(files.size(), MOST_FILES));
        } catch (IOException e) {
            skipped(folder.toString(), "cannot be read: " + e);
            return List.of();
        }
    }

    private static boolean isYaml(Path file) {
        String name = String.valueOf(file.getFileName());
        return (name.endsWith(".yaml") || name.endsWith(".yml")) && !name.startsWith(".") && Files.isRegularFile(file);
    }

    static void skipped(String path, String reason) {
        LOG.atWarn().addKeyValue("path", path).addKeyValue("reason", reason).log("template file skipped");
    }
}
