package io.mcpctl.orchestrator.process;

import io.mcpctl.orchestrator.api.WorkloadSpec;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Starts process groups. Between the start of a process and its registration the daemon may be killed; therefore each
 * child first waits for one line on its input, which it gets when watchdog and records know it, and ends without it.
 */
final class ChildStarter {
    private static final List<String> GATE =
            List.of("setsid", "sh", "-c", "IFS= read -r go || exit 125; exec \"$@\"", "sh");

    private final Path home;
    private final Map<String, String> daemonEnvironment;
    private final Watchdog watchdog;
    private final ChildRecords records;

    ChildStarter(Path home, Map<String, String> daemonEnvironment, Watchdog watchdog, ChildRecords records) {
        this.home = home;
        this.daemonEnvironment = Map.copyOf(daemonEnvironment);
        this.watchdog = watchdog;
        this.records = records;
    }

    Child start(String name, WorkloadSpec spec, BoundedLog log) {
        try {
            Path folder = Folders.create(home.resolve("servers").resolve(spec.server()));
            Map<String, String> env = ChildEnvironment.of(daemonEnvironment, spec.env());
            Program.check(spec.command().getFirst(), folder, env);
            List<String> command = new ArrayList<>(GATE);
            command.addAll(spec.command());
            ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
            builder.environment().clear();
            builder.environment().putAll(env);
            return register(name, builder.start(), log, spec);
        } catch (IOException e) {
            throw new ProblemException(
                    ProblemKind.UPSTREAM, "\"" + spec.name() + "\" cannot be started: " + e.getMessage(), e);
        }
    }

    private Child register(String name, Process process, BoundedLog log, WorkloadSpec spec) throws IOException {
        long group = process.pid();
        try {
            Proc.stat(group).map(ChildRecords.Entry::of).ifPresent(records::add);
            watchdog.add(group);
            OutputStream input = process.getOutputStream();
            input.write('\n');
            input.flush();
            if (!spec.stdin()) {
                input.close();
            }
        } catch (IOException | RuntimeException e) {
            process.destroyForcibly();
            release(group);
            throw e;
        }
        return new Child(name, process, log, spec.secrets(), () -> release(group));
    }

    private void release(long group) {
        watchdog.remove(group);
        records.remove(group);
    }
}
