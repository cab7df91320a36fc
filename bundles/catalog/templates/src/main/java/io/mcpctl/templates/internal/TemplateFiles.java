package io.mcpctl.templates.internal;

import io.mcpctl.identity.api.Principal;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.resources.api.KindProvider;
import io.mcpctl.resources.api.RecordTrees;
import io.mcpctl.resources.api.Resource;
import io.mcpctl.resources.api.ResourceStore;
import io.mcpctl.resources.api.Seeding;
import io.mcpctl.resources.api.Transaction;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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
 * win over shipped ones of the same name. Nothing waits for it. One transaction finds out what has changed; a start that
 * changes nothing makes no other. A template whose file has gone stays.
 */
@Component(
        service = TemplateFiles.class,
        immediate = true,
        configurationPid = "io.mcpctl.templates",
        configurationPolicy = org.osgi.service.component.annotations.ConfigurationPolicy.REQUIRE)
@Designate(ocd = TemplateFiles.Config.class)
public final class TemplateFiles {
    private static final Logger LOG = LoggerFactory.getLogger(TemplateFiles.class);

    private final TemplateFolder folder;
    private final ResourceStore store;
    private final RecordTrees trees;
    private final KindProvider<TemplateSpec> templates;
    private final Seeding seeding;
    /** What is still to be compared; read with the first try. For the seeding thread. */
    private @Nullable List<TemplateFile> left;

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
        this.seeding = Seeding.start("template-files", this::load, e -> LOG.atError()
                .setCause(e)
                .log("templates missing; they are tried again at the next start"));
    }

    /** Waits until it is done. */
    boolean await(Duration limit) throws InterruptedException {
        return seeding.await(limit);
    }

    @Deactivate
    public void close() {
        seeding.close();
    }

    private void load() {
        List<TemplateFile> files = left == null ? new ArrayList<>(files()) : left;
        left = files;
        files.retainAll(
                store.<List<TemplateFile>>transact(Principal.SYSTEM, transaction -> changed(files, transaction)));
        while (!files.isEmpty()) {
            TemplateFile file = files.getFirst();
            unlessRefused(file, () -> store.transact(Principal.SYSTEM, transaction -> write(transaction, file)));
            files.removeFirst();
        }
    }

    /** Those that the store does not have as they are, save those that are refused. */
    private List<TemplateFile> changed(List<TemplateFile> files, Transaction transaction) {
        Map<String, Resource<TemplateSpec>> stored = transaction.list(templates.kind()).stream()
                .collect(Collectors.toMap(Resource::name, resource -> resource));
        List<TemplateFile> changed = new ArrayList<>();
        for (TemplateFile file : files) {
            Optional<Resource<TemplateSpec>> before = Optional.ofNullable(stored.get(file.name()));
            unlessRefused(file, () -> {
                TemplateSpec checked = templates.check(file.name(), file.spec(), before, transaction);
                if (!before.map(Resource::spec).equals(Optional.of(checked))) {
                    changed.add(file);
                }
            });
        }
        return changed;
    }

    /** What cannot work a moment later either is logged and left out. */
    private static void unlessRefused(TemplateFile file, Runnable work) {
        try {
            work.run();
        } catch (ProblemException e) {
            if (e.kind() == ProblemKind.UNAVAILABLE || e.kind() == ProblemKind.CONFLICT) {
                throw e;
            }
            TemplateFolder.skipped(file.origin(), e.problem().detail());
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

    private Resource<TemplateSpec> write(Transaction transaction, TemplateFile file) {
        Optional<Resource<TemplateSpec>> before = transaction.find(templates.kind(), file.name());
        TemplateSpec checked = templates.check(file.name(), file.spec(), before, transaction);
        return before.isEmpty()
                ? transaction.create(templates.kind(), file.name(), checked)
                : transaction.update(templates.kind(), before.get().id(), spec -> checked);
    }
}
