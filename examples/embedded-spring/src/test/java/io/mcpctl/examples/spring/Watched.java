package io.mcpctl.examples.spring;

import java.lang.management.ManagementFactory;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import javax.management.ObjectName;
import org.springframework.boot.loader.launch.JarLauncher;

/** Starts the executable jar beside it, ends its context without ending the JVM, and tells what is left. */
public final class Watched {
    private static final long LIMIT_NANOS = 10_000_000_000L;

    private Watched() {}

    public static void main(String[] arguments) throws Exception {
        Set<Thread> before = threads();
        JarLauncher.main(arguments);
        System.out.println("waiting: " + System.in.read());
        ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("org.springframework.boot:type=Admin,name=SpringApplication"),
                        "shutdown",
                        new Object[0],
                        new String[0]);
        long deadline = System.nanoTime() + LIMIT_NANOS;
        while (!left(before).isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(20_000_000); // threads that were told to end need a moment
        }
        System.out.println("threads left: " + left(before));
    }

    private static Set<String> left(Set<Thread> before) {
        return threads().stream()
                .filter(thread -> !before.contains(thread))
                .map(Thread::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Those of the JVM itself come and go as it likes. */
    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getThreadGroup() != null
                        && !thread.getThreadGroup().getName().equals("system")
                        && !thread.getThreadGroup().getName().equals("InnocuousThreadGroup")
                        && !thread.getName().startsWith("ForkJoinPool")
                        && !thread.getName().startsWith("VirtualThread-unparker"))
                .collect(Collectors.toSet());
    }
}
