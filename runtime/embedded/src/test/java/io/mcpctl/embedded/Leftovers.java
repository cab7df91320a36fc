package io.mcpctl.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a stopped runtime must not leave behind in this JVM. */
final class Leftovers {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Set<Thread> before = platformThreads();
    private final Set<Thread> hooksBefore = shutdownHooks();

    /** Threads of the JVM itself come and go as it likes. */
    private static Set<Thread> platformThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getThreadGroup() != null
                        && !thread.getThreadGroup().getName().equals("system")
                        && !thread.getName().startsWith("ForkJoinPool")
                        && !thread.getName().startsWith("VirtualThread-unparker"))
                .collect(Collectors.toSet());
    }

    Set<String> threads() {
        return platformThreads().stream()
                .filter(thread -> !before.contains(thread) && thread.isAlive())
                .map(Thread::getName)
                .collect(Collectors.toSet());
    }

    Set<Thread> hooks() {
        Set<Thread> now = shutdownHooks();
        now.removeAll(hooksBefore);
        return now;
    }

    /** The JVM tells nobody; the test runs with its package opened. */
    @SuppressWarnings("unchecked")
    private static Set<Thread> shutdownHooks() {
        try {
            var field = Class.forName("java.lang.ApplicationShutdownHooks").getDeclaredField("hooks");
            field.setAccessible(true);
            return new java.util.HashSet<>(((java.util.Map<Thread, Thread>) field.get(null)).keySet());
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    /** Open files below a folder, as Linux knows them. */
    static Set<String> openFiles(Path folder) {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return all.flatMap(Leftovers::target)
                    .filter(name -> name.startsWith(folder.toString()))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Stream<String> target(Path link) {
        try {
            return Stream.of(Files.readSymbolicLink(link).toString());
        } catch (IOException e) {
            return Stream.of(); // closed meanwhile
        }
    }

    /** Waits until it holds; false when it never does. */
    static boolean soon(BooleanSupplier condition) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            System.gc();
            Thread.onSpinWait();
            java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
        }
        return true;
    }
}
