package io.mcpctl.cli.command;

import io.mcpctl.cli.CliException;
import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.Usage;
import io.mcpctl.cli.sdk.PluginProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Writes the project of a new plug-in. */
final class PluginNewCommand implements Command {
    @Override
    public Usage usage() {
        return new Usage(
                "Write a project for a new plug-in that builds with Maven and passes its tests",
                "<" + String.join(" | ", PluginProject.FAMILIES) + "> <name>",
                2,
                2,
                List.of(
                        Usage.Option.value(
                                "--group", "<package>", "beginning of its Java package, com.example by default"),
                        Usage.Option.value(
                                "--folder", "<folder>", "where to write it; by default a new folder of its name"),
                        PluginSdkCommand.REPOSITORY,
                        Usage.Option.flag("--dry-run", "only check, and write nothing")),
                List.of(
                        "mcpctl plugin new stage json-to-tsv",
                        "mcpctl plugin new secretbackend vault --group org.acme"));
    }

    @Override
    public int run(Invocation invocation) {
        PluginProject project = new PluginProject(
                invocation.word(0),
                invocation.word(1),
                invocation.arguments().value("--group").orElse("com.example"));
        Path folder = Path.of(invocation.arguments().value("--folder").orElse(project.name()));
        requireFree(folder);
        PluginSdkCommand.install(invocation);
        if (!PluginSdkCommand.dryRun(invocation)) {
            project.write(folder);
        }
        Outcomes outcomes = new Outcomes(invocation);
        outcomes.add("plugin", project.bundle(), "written", " to " + folder);
        outcomes.end();
        if (!PluginSdkCommand.dryRun(invocation)) {
            invocation.terminal().say("build it:   cd " + folder + " && ./mvnw package");
            invocation
                    .terminal()
                    .say("install it: mcpctl plugin install "
                            + folder.resolve("target").resolve(project.artifact() + "-1.0.0.jar"));
        }
        return ExitCode.OK;
    }

    private static void requireFree(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> inside = Files.isDirectory(folder) ? Files.list(folder) : Stream.of(folder)) {
            if (inside.findAny().isPresent()) {
                throw new CliException(
                        ExitCode.CONFLICT,
                        folder + " exists already and nothing was written; choose another name or another --folder");
            }
        } catch (IOException e) {
            throw CliException.failure(folder + " cannot be read: " + e.getMessage());
        }
    }
}
