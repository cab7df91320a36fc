package io.mcpctl.prompts.internal;

import io.mcpctl.identity.api.Principal;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.projects.api.ProjectKinds;
import io.mcpctl.projects.api.ProjectSpec;
import io.mcpctl.prompts.api.PromptKinds;
import io.mcpctl.resources.api.ResourceStore;
import io.mcpctl.resources.api.Transaction;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees at each start that the system project and its prompts are there. What people have edited stays. */
@Component(service = SystemPrompts.class, immediate = true)
public final class SystemPrompts {
    private static final Logger log = LoggerFactory.getLogger(SystemPrompts.class);
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final ResourceStore store;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    @Activate
    public SystemPrompts(@Reference ResourceStore store) {
        this.store = store;
        this.thread = Thread.ofVirtual().name("system-prompts").start(this::run);
    }

    /** Waits until it is done, as long as it tries. */
    void awaitDone() throws InterruptedException {
        thread.join(LIMIT);
    }

    @Deactivate
    public void close() {
        closing.countDown();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The kinds may come a moment later, and another daemon on the same database may do the same just now. */
    private void run() {
        long end = System.nanoTime() + LIMIT.toNanos();
        try {
            boolean again;
            do {
                again = !done(System.nanoTime() > end);
            } while (again && !closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean done(boolean last) {
        try {
            ensure(store);
            return true;
        } catch (ProblemException e) {
            boolean passing = e.kind() == ProblemKind.UNAVAILABLE || e.kind() == ProblemKind.CONFLICT;
            if (last || !passing) {
                log.atError().setCause(e).log("system prompts missing; they are tried again at the next start");
                return true;
            }
            return false;
        } catch (RuntimeException e) {
            log.atError().setCause(e).log("system prompts missing; they are tried again at the next start");
            return true;
        }
    }

    static void ensure(ResourceStore store) {
        store.transact(Principal.SYSTEM, SystemPrompts::ensure);
    }

    private static boolean ensure(Transaction transaction) {
        if (transaction.find(ProjectKinds.PROJECT, ProjectKinds.SYSTEM_PROJECT).isEmpty()) {
            transaction.create(
                    ProjectKinds.PROJECT,
                    ProjectKinds.SYSTEM_PROJECT,
                    ProjectSpec.owned("Texts that mcpctl itself sends to models.", ProjectKinds.SYSTEM_USER_ID));
        }
        for (SystemPrompt prompt : SystemPrompt.ALL) {
            String name = Scopes.name(Optional.of(ProjectKinds.SYSTEM_PROJECT), prompt.name());
            if (transaction.find(PromptKinds.PROMPT, name).isEmpty()) {
                transaction.create(PromptKinds.PROMPT, prompt.name(), prompt.shipped());
            }
        }
        return true;
    }
}
