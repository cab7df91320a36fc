package io.mcpctl.cli.command;

import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.Usage;
import io.mcpctl.cli.sdk.MavenRepository;
import io.mcpctl.cli.sdk.Sdk;
import io.mcpctl.cli.text.Json;
import java.nio.file.Path;
import java.util.List;

/** Puts what plug-ins are built with where Maven finds it. */
final class PluginSdkCommand implements Command {
    static final Usage.Option REPOSITORY = Usage.Option.value(
            "--repository", "<folder>", "Maven's local repository, where it is not where Maven says");

    @Override
    public Usage usage() {
        return new Usage(
                "Put what plug-ins are built with into Maven's local repository; `plugin new` does it, too",
                "",
                0,
                0,
                List.of(REPOSITORY, Usage.Option.flag("--dry-run", "only say where it would go")),
                List.of("mcpctl plugin sdk"));
    }

    @Override
    public int run(Invocation invocation) {
        Path target = install(invocation);
        invocation.tell(
                Json.object().put("kind", "sdk").put("repository", target.toString()),
                "plug-in SDK " + (dryRun(invocation) ? "would be installed" : "installed") + " in " + target);
        return ExitCode.OK;
    }

    /** Returns where it is. */
    static Path install(Invocation invocation) {
        MavenRepository repository = invocation
                .arguments()
                .value("--repository")
                .map(folder -> new MavenRepository(Path.of(folder).toAbsolutePath()))
                .orElseGet(() -> MavenRepository.of(invocation.environment()));
        Sdk sdk = Sdk.of(invocation.root());
        if (!dryRun(invocation)) {
            sdk.install(repository);
        }
        return repository.folder();
    }

    static boolean dryRun(Invocation invocation) {
        return invocation.arguments().has("--dry-run");
    }
}
