package io.mcpctl.prompts.internal;

import io.mcpctl.identity.api.Principal;
import io.mcpctl.projects.api.ProjectKinds;
import io.mcpctl.projects.api.ProjectSpec;
import io.mcpctl.prompts.api.PromptKinds;
import io.mcpctl.resources.api.ResourceStore;
import io.mcpctl.resources.api.Seeding;
import io.mcpctl.resources.api.Transaction;
import java.time.Duration;
import java.util.Optional;
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

    private final Seeding seeding;

    @Activate
    public SystemPrompts(@Reference ResourceStore store) {
        this.seeding = Seeding.start("system-prompts", () -> ensure(store), e -> log.atError()
                .setCause(e)
                .log("system prompts missing; they are tried again at the next start"));
    }

    /** Waits until it is done. */
    boolean await(Duration limit) throws InterruptedException {
        return seeding.await(limit);
    }

    @Deactivate
    public void close() {
        seeding.close();
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
