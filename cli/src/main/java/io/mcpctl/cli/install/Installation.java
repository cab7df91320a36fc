package io.mcpctl.cli.install;

import io.mcpctl.cli.CliException;
import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.text.Json;
import io.mcpctl.cli.text.Plain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What {@code install} and {@code uninstall} do. */
public final class Installation {
    private Installation() {}

    public static int install(Invocation invocation) {
        Prefix prefix = Prefix.of(invocation);
        try {
            Map<String, String> links = new Installer(
                            new Layout(invocation.root()),
                            prefix,
                            invocation.arguments().has("--force"),
                            invocation.environment(),
                            invocation.terminal()::say)
                    .install();
            Path program = prefix.resolve("bin/mcpctl");
            invocation.tell(
                    Json.object().put("program", program.toString()).put("links", links.size()),
                    program + " installed, with completions and manual pages in " + prefix.resolve("share"));
            hint(invocation, prefix);
            return ExitCode.OK;
        } catch (IOException e) {
            throw new CliException(
                    ExitCode.FAILURE,
                    "the installation into " + prefix.root() + " failed (" + e
                            + "); what was installed before is as it was",
                    e);
        }
    }

    private static void hint(Invocation invocation, Prefix prefix) {
        List<String> path =
                List.of(invocation.environment().getOrDefault("PATH", "").split(":"));
        if (!path.contains(prefix.resolve("bin").toString())) {
            invocation.terminal().say("Add " + prefix.resolve("bin") + " to your PATH to run it as `mcpctl`.");
        }
        if (!path.isEmpty()
                && !List.of("/usr", "/usr/local").contains(prefix.root().toString())) {
            invocation
                    .terminal()
                    .say("zsh looks for completions in its fpath: add fpath+=("
                            + prefix.resolve("share/zsh/site-functions") + ") before compinit in ~/.zshrc.");
        }
    }

    public static int uninstall(Invocation invocation) {
        Prefix prefix = Prefix.of(invocation);
        Uninstaller uninstaller = new Uninstaller(prefix, invocation.arguments().has("--force"));
        try {
            if (invocation.arguments().has("--dry-run")) {
                uninstaller.manifest().files().forEach(path -> invocation
                        .out()
                        .println(Plain.line(prefix.resolve(path).toString())));
                return ExitCode.OK;
            }
            List<String> left = uninstaller.uninstall();
            invocation.tell(
                    Json.object().put("prefix", prefix.root().toString()).put("removed", true),
                    "mcpctl removed from " + prefix.root());
            left.forEach(file -> invocation.terminal().say(Plain.line("Left, because it was not installed: " + file)));
            return ExitCode.OK;
        } catch (IOException e) {
            throw new CliException(
                    ExitCode.FAILURE, "the removal from " + prefix.root() + " stopped (" + e + "); run it again", e);
        }
    }
}
