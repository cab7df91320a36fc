package io.mcpctl.plugins.internal;

import io.mcpctl.plugins.api.OptionalBundles;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Installs the jars of a folder of {@code optional/} where they lie, once. Like the deployer it needs the framework for that. The
 * framework forgets them at its end, so a part is loaded again when it is needed again.
 */
@Component
public final class PartsOfTheProduct implements OptionalBundles {
    /** Set by the launcher; absent in programs that carry no optional parts. */
    static final String FOLDER = "mcpctl.optional";

    private static final Logger LOG = LoggerFactory.getLogger(PartsOfTheProduct.class);

    private final BundleContext context;
    private final @Nullable String folder;
    private final ReentrantLock loading = new ReentrantLock();

    @Activate
    public PartsOfTheProduct(BundleContext context) {
        this.context = context;
        this.folder = context.getProperty(FOLDER);
    }

    @Override
    public boolean load(String name) {
        if (folder == null || !name.matches("[a-z0-9-]+") || !Files.isDirectory(Path.of(folder, name))) {
            return false;
        }
        loading.lock();
        try {
            List<Bundle> bundles = new ArrayList<>();
            for (Path jar : jars(Path.of(folder, name))) {
                bundles.add(context.installBundle("reference:" + jar.toUri())); // the same bundle when it is there
            }
            boolean late = bundles.stream().anyMatch(bundle -> bundle.getState() != Bundle.ACTIVE);
            for (Bundle bundle : bundles) {
                bundle.start(Bundle.START_TRANSIENT);
            }
            if (late) {
                LOG.atInfo().addKeyValue("part", name).log("optional part loaded");
            }
            return true;
        } catch (BundleException | IOException e) {
            throw new ProblemException(
                    ProblemKind.INTERNAL, "the part " + name + " of the product cannot be started: " + e, e);
        } finally {
            loading.unlock();
        }
    }

    private static List<Path> jars(Path part) throws IOException {
        try (Stream<Path> files = Files.list(part)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }
}
