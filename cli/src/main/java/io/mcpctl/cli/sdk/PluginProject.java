package io.mcpctl.cli.sdk;

import io.mcpctl.cli.CliException;
import io.mcpctl.cli.Version;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;

/**
 * The project of a new plug-in, written from templates.
 *
 * @param family such as {@code stage}
 * @param name of the provider, as users write it
 * @param group group id, and beginning of the package
 */
public record PluginProject(String family, String name, String group) {
    /** What plug-ins can provide; each is a folder of templates. */
    public static final List<String> FAMILIES = List.of("stage", "proxymodel", "secretbackend", "orchestrator", "llm");

    private static final int LONGEST = 40;

    public PluginProject {
        if (!FAMILIES.contains(family)) {
            throw CliException.usage(
                    "\"" + family + "\" is no family of plug-ins; there are " + String.join(", ", FAMILIES));
        }
        if (!name.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*") || name.length() > LONGEST) {
            throw CliException.usage("\"" + name + "\" cannot be the name of a plug-in; use at most " + LONGEST
                    + " lower-case letters, digits and single '-' between them, such as json-to-tsv");
        }
        if (!SourceVersion.isName(group) || !group.equals(group.toLowerCase(java.util.Locale.ROOT))) {
            throw CliException.usage("\"" + group + "\" cannot be the beginning of a Java package; use words in lower"
                    + " case with dots between them, such as com.example");
        }
        String artifact = name.replace("-", "");
        if (!SourceVersion.isName(group + "." + artifact)) {
            throw CliException.usage("\"" + name + "\" cannot be the name of a plug-in: " + artifact
                    + " is a word of the Java language");
        }
    }

    /** Artifact id, and last word of the package. */
    public String artifact() {
        return name.replace("-", "");
    }

    /** Symbolic name of the bundle, and package of the code. */
    public String bundle() {
        return group + "." + artifact();
    }

    private String type() {
        return Arrays.stream(name.split("-", -1))
                .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                .collect(Collectors.joining());
    }

    /** The whole project: texts by path. */
    public Map<String, String> files() {
        Map<String, String> files = new TreeMap<>();
        for (String folder : List.of("common", family)) {
            for (String line : lines(resource(folder + "/files"))) {
                String[] pathAndTemplate = line.split(" ", 2);
                files.put(path(pathAndTemplate[0]), filled(resource(folder + "/" + pathAndTemplate[1])));
            }
        }
        return files;
    }

    private String path(String pattern) {
        String code = bundle().replace('.', '/');
        return pattern.replace("JAVA", "src/main/java/" + code)
                .replace("TEST", "src/test/java/" + code)
                .replace("TYPE", type());
    }

    private static List<String> lines(String text) {
        return text.lines().filter(line -> !line.isBlank()).toList();
    }

    private String filled(String template) {
        return template.replace("{{find-jdk}}", template.contains("{{find-jdk}}") ? resource("find-jdk.sh") : "")
                .replace("{{family}}", family)
                .replace("{{name}}", name)
                .replace("{{group}}", group)
                .replace("{{artifact}}", artifact())
                .replace("{{package}}", bundle())
                .replace("{{type}}", type())
                .replace("{{version}}", Version.current());
    }

    private static String resource(String path) {
        try (InputStream in = PluginProject.class.getResourceAsStream("template/" + path)) {
            if (in == null) {
                throw new IllegalStateException("template " + path + " is not in the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw CliException.failure("template " + path + " cannot be read: " + e.getMessage());
        }
    }

    /** Writes all files; the folder is new or empty. */
    public void write(Path folder) {
        files().forEach((path, text) -> {
            Path file = folder.resolve(path);
            try {
                Files.createDirectories(file.toAbsolutePath().getParent());
                Files.writeString(file, text);
                if (text.startsWith("#!") && !file.toFile().setExecutable(true)) {
                    throw new IOException("it cannot be made executable");
                }
            } catch (IOException e) {
                throw CliException.failure(file + " cannot be written: " + e.getMessage());
            }
        });
    }
}
