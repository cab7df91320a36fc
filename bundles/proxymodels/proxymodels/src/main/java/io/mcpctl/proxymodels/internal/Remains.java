package io.mcpctl.proxymodels.internal;

import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What former versions of stages in files left behind. Stages are called with their class loader as that of the thread's
 * context, which threads that they start inherit: so one knows whose they are. Virtual threads cannot be found.
 */
final class Remains {
    private static final Logger LOG = LoggerFactory.getLogger(Remains.class);
    private static final int MOST = 100;

    private final Deque<Former> formers = new ArrayDeque<>();

    private record Former(String file, WeakReference<ClassLoader> loader) {
        boolean isGone() {
            return loader.refersTo(null);
        }
    }

    /** A version whose calls have ended, or were waited for long enough. */
    void of(String file, ClassLoader loader) {
        synchronized (formers) {
            formers.removeIf(Former::isGone);
            if (formers.size() == MOST) {
                formers.removeFirst();
            }
            formers.add(new Former(file, new WeakReference<>(loader)));
        }
        List<String> threads = threads(List.of(loader));
        if (!threads.isEmpty()) {
            LOG.atWarn()
                    .addKeyValue("file", file)
                    .addKeyValue("threads", threads)
                    .log("stage left threads running; end them in it, or restart the daemon");
        }
    }

    /** Threads of former versions of a file that still run. */
    List<String> threads(String file) {
        return threads(loaders(file));
    }

    /** How many former versions of a file have classes in memory, if only until the next garbage collection. */
    int inMemory(String file) {
        return loaders(file).size();
    }

    private List<ClassLoader> loaders(String file) {
        synchronized (formers) {
            formers.removeIf(Former::isGone);
            return formers.stream()
                    .filter(former -> former.file().equals(file))
                    .flatMap(former -> Stream.ofNullable(former.loader().get()))
                    .toList();
        }
    }

    private static List<String> threads(List<ClassLoader> loaders) {
        if (loaders.isEmpty()) {
            return List.of();
        }
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.isAlive() && loaders.contains(thread.getContextClassLoader()))
                .map(Thread::getName)
                .sorted()
                .toList();
    }
}
