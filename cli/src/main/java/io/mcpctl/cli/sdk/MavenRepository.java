package io.mcpctl.cli.sdk;

import io.mcpctl.cli.CliException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The folder in which Maven keeps what it downloaded or built on this machine. */
public record MavenRepository(Path folder) {
    private static final Pattern OPTION = Pattern.compile("-Dmaven\\.repo\\.local=(\\S+)");
    private static final Pattern SETTING =
            Pattern.compile("<localRepository>\\s*([^<]+?)\\s*</localRepository>", Pattern.DOTALL);
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(env\\.)?([^}]+)}");

    /**
     * The one that Maven would use: as said in its options in the environment, else in the user's settings, else {@code
     * .m2/repository}. The user's folder is the one that Java sees, as for Maven.
     */
    public static MavenRepository of(Map<String, String> environment) {
        return find(environment, Path.of(System.getProperty("user.home")));
    }

    static MavenRepository find(Map<String, String> environment, Path user) {
        Path m2 = user.resolve(".m2");
        return new MavenRepository(Stream.of("MAVEN_ARGS", "MAVEN_OPTS")
                .flatMap(name -> first(OPTION, environment.getOrDefault(name, "")).stream())
                .findFirst()
                .or(() -> fromSettings(m2.resolve("settings.xml"), environment, user))
                .map(Path::of)
                .orElseGet(() -> m2.resolve("repository")));
    }

    private static Optional<String> fromSettings(Path file, Map<String, String> environment, Path user) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            String settings = Files.readString(file).replaceAll("(?s)<!--.*?-->", "");
            return first(SETTING, settings).map(path -> VARIABLE.matcher(path).replaceAll(variable -> {
                String name = variable.group(2);
                String value = variable.group(1) != null
                        ? environment.getOrDefault(name, "")
                        : name.equals("user.home") ? user.toString() : System.getProperty(name, "");
                return Matcher.quoteReplacement(value);
            }));
        } catch (IOException e) {
            throw CliException.failure(
                    file + " cannot be read (" + e.getMessage() + "); name Maven's local repository with --repository");
        }
    }

    private static Optional<String> first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** The jar of {@code group:artifact:version}. */
    public Path jar(String group, String artifact, String version) {
        return folder.resolve(group.replace('.', '/'))
                .resolve(artifact)
                .resolve(version)
                .resolve(artifact + "-" + version + ".jar");
    }
}
