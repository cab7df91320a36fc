package io.mcpctl.templates.internal;

import io.mcpctl.identity.api.Principal;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.resources.api.KindProvider;
import io.mcpctl.resources.api.RecordTrees;
import io.mcpctl.resources.api.Resource;
import io.mcpctl.resources.api.ResourceStore;
import io.mcpctl.resources.api.Transaction;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the templates of files into the store at each start: the shipped ones, and those of the operator's folder, which
 * win over shipped ones of the same name. Nothing waits for it. A template whose file has gone stays.
 */
@Component(
        service = TemplateFiles.class,
        immediate = true,
        configurationPid = "io.mcpctl.templates",
        configurationPolicy = org.osgi.service.component.annotations.ConfigurationPolicy.REQUIRE)
@Designate(ocd = TemplateFiles.Config.class)
public final class TemplateFiles {
    private static final Logger LOG = LoggerFactory.getLogger(TemplateFiles.class);
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final TemplateFolder folder;
    private final ResourceStore store;
    private final RecordTrees trees;
    private final KindProvider<TemplateSpec> templates;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    /** Where templates are. */
    @ObjectClassDefinition(name = "Templates of servers")
    public @interface Config {
        @AttributeDefinition(description = "Home folder of the daemon; set by the daemon itself.")
        String home() default "";

        @AttributeDefinition(
                description = "Folder of templates besides the shipped ones; empty = templates in the home.")
        String folder() default "";
    }

    @Activate
    @SuppressWarnings("unchecked") // the kind template has this record
    public TemplateFiles(
            Config config,
            @Reference ResourceStore store,
            @Reference RecordTrees trees,
            @Reference(target = "(kind=template)") KindProvider<?> templates) {
        this(
                config.folder().isEmpty() ? Path.of(config.home(), "templates") : Path.of(config.folder()),
                store,
                trees,
                (KindProvider<TemplateSpec>) templates);
    }

    TemplateFiles(Path folder, ResourceStore store, RecordTrees trees, KindProvider<TemplateSpec> templates) {
        this.folder = new TemplateFolder(folder);
        this.store = store;
        this.trees = trees;
        this.templates = templates;
        this.thread = Thread.ofVirtual().name("template-files").start(this::run);
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

    private void run() {
        long end = System.nanoTime() + LIMIT.toNanos();
        try {
            for (TemplateFile file : files()) {
                while (!written(file, System.nanoTime() > end)) {
                    if (closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                        return;
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("templates missing; they are tried again at the next start");
        }
    }

    private Collection<TemplateFile> files() {
        Map<String, TemplateFile> byName = new LinkedHashMap<>();
        Shipped.texts().forEach((path, text) -> read(path, text).ifPresent(file -> byName.put(file.name(), file)));
        Map<String, String> own = new LinkedHashMap<>();
        folder.texts().forEach((path, text) -> read(path, text).ifPresent(file -> {
            String first = own.putIfAbsent(file.name(), path);
            if (first == null) {
                byName.put(file.name(), file);
            } else {
                TemplateFolder.skipped(path, "the name \"" + file.name() + "\" is taken by " + first);
            }
        }));
        return byName.values();
    }

    private Optional<TemplateFile> read(String path, String text) {
        try {
            return Optional.of(TemplateFile.read(path, text, trees));
        } catch (ProblemException e) {
            TemplateFolder.skipped(path, e.problem().detail());
            return Optional.empty();
        }
    }

    /** False when it may work a moment later: the database comes up, or another daemon writes the same. */
    private boolean written(TemplateFile file, boolean last) {
        try {
            store.transact(Principal.SYSTEM, transaction -> write(transaction, file));
            return true;
        } catch (ProblemException e) {
            boolean passing = e.kind() == ProblemKind.UNAVAILABLE || e.kind() == ProblemKind.CONFLICT;
            if (passing && !last) {
                return false;
            }
            TemplateFolder.skipped(file.origin(), e.problem().detail());
            return true;
        }
    }

    private Resource<TemplateSpec> write(Transaction transaction, TemplateFile file) {
        Optional<Resource<TemplateSpec>> before = transaction.find(templates.kind(), file.name());
        TemplateSpec checked = templates.check(file.name(), file.spec(), before, transaction);
        return before.isEmpty()
                ? transaction.create(templates.kind(), file.name(), checked)
                : transaction.update(templates.kind(), before.get().id(), spec -> checked);
    }
}
