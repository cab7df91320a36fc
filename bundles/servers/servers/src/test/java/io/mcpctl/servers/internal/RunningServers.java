package io.mcpctl.servers.internal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.identity.api.Caller;
import io.mcpctl.identity.api.Principal;
import io.mcpctl.orchestrator.process.ProcessOrchestrator;
import io.mcpctl.resources.api.Resource;
import io.mcpctl.servers.api.InstanceSpec;
import io.mcpctl.servers.api.InstanceSpec.Status;
import io.mcpctl.testing.MemoryStore;
import io.mcpctl.upstream.internal.Connector;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Servers that really run, as processes or elsewhere, spoken to by the real transports. */
final class RunningServers implements AutoCloseable {
    static final Caller ANYONE = new Caller(Principal.SYSTEM, Optional.empty());

    final MemoryStore store = new MemoryStore();
    final Sessions sessions;
    private final Connector connector = new Connector();
    private final List<Process> elsewhere = new CopyOnWriteArrayList<>();
    private final ProcessOrchestrator processes;
    private final Reconciler reconciler;

    RunningServers(Path home) {
        processes = new ProcessOrchestrator((ProcessOrchestrator.Config) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ProcessOrchestrator.Config.class},
                (proxy, method, arguments) -> home.toString()));
        Orchestrators orchestrators = new Orchestrators();
        orchestrators.addOrchestrator(processes, Map.of("name", "process"));
        reconciler = new Reconciler(
                new Surroundings(
                        store,
                        orchestrators,
                        connector,
                        new Commands(home, true),
                        "process",
                        new FakeSecrets(),
                        DaemonName.of("http://127.0.0.1:3100", "here")),
                new WorkDesk(),
                () -> true);
        sessions = new Sessions(reconciler);
    }

    /** The command of the fixture server. */
    static List<String> fixture(String... options) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "io.mcpctl.fixture.Main",
                "--parent",
                Long.toString(ProcessHandle.current().pid())));
        command.addAll(List.of(options));
        return command;
    }

    /** Starts the fixture server over HTTP; its addresses as JSON. */
    String elsewhere(String... options) throws IOException {
        List<String> command = fixture(options);
        command.addAll(List.of("--http", "0"));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        elsewhere.add(process);
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
    }

    void define(String name, Specs specs) {
        store.create(Kinds.SERVER, name, ServerRules.complete(specs.build()));
        reconciler.trigger(name);
    }

    void define(String name, List<String> command) {
        Specs specs = new Specs();
        specs.command = command;
        define(name, specs);
    }

    void awaitStatus(String instance, Status status) {
        await(
                () -> store.find(Kinds.INSTANCE, instance)
                        .map(Resource::spec)
                        .map(InstanceSpec::status)
                        .equals(Optional.of(status)),
                instance + " is not " + status);
    }

    void await(BooleanSupplier condition, String otherwise) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, () -> otherwise + "; instances: " + store.list(Kinds.INSTANCE));
            LockSupport.parkNanos(10_000_000);
        }
    }

    int processes() {
        return processes.list().size();
    }

    @Override
    public void close() {
        reconciler.close();
        processes.close();
        elsewhere.forEach(Process::destroyForcibly);
    }
}
