package io.mcpctl.cli.install;

import io.mcpctl.cli.CliException;
import io.mcpctl.cli.ExitCode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an installation put where: a line for each file, with what it was then.
 *
 * @param entries by path from the prefix: the SHA-256 of a file, {@code link:} and where a link leads, or
 *     {@code folder} for a folder that was not there before
 */
record Manifest(SortedMap<String, String> entries) {
    static final String FOLDER = "folder";
    private static final String LINK = "link:";

    Manifest {
        entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
    }

    static Manifest of(Map<String, String> entries) {
        return new Manifest(new TreeMap<>(entries));
    }

    static Manifest read(Path file) throws IOException {
        SortedMap<String, String> entries = new TreeMap<>();
        for (String line : Files.readAllLines(file)) {
            int space = line.indexOf("  ");
            Path path = space < 0 ? Path.of("..") : Path.of(line.substring(space + 2));
            if (path.isAbsolute() || !path.equals(path.normalize()) || path.startsWith("..")) {
                throw new CliException(
                        ExitCode.FAILURE,
                        file + " is damaged at \"" + line + "\"; nothing was touched, `mcpctl install` repairs it");
            }
            entries.put(path.toString(), line.substring(0, space));
        }
        return new Manifest(entries);
    }

    String text() {
        StringBuilder text = new StringBuilder();
        entries.forEach(
                (path, what) -> text.append(what).append("  ").append(path).append('\n'));
        return text.toString();
    }

    List<String> folders() {
        return entries.keySet().stream()
                .filter(path -> FOLDER.equals(entries.get(path)))
                .toList();
    }

    /** All that is no folder. */
    List<String> files() {
        return entries.keySet().stream()
                .filter(path -> !FOLDER.equals(entries.get(path)))
                .toList();
    }

    /** Whether what is there now is what was put there, or nothing. */
    boolean unchanged(Path prefix, String path) throws IOException {
        Path file = prefix.resolve(path);
        return !Files.exists(file, LinkOption.NOFOLLOW_LINKS) || digest(file).equals(entries.get(path));
    }

    static String link(String target) {
        return LINK + target;
    }

    /** What is there, in the words of the manifest. */
    static String digest(Path file) throws IOException {
        if (Files.isSymbolicLink(file)) {
            return link(Files.readSymbolicLink(file).toString());
        }
        if (Files.isDirectory(file)) {
            return FOLDER;
        }
        try (DigestInputStream in =
                new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
