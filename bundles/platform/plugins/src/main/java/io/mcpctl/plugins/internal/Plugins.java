package io.mcpctl.plugins.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the deployer together, brings the plug-ins back at the start, and watches the folder. Installing bundles needs the
 * framework itself, so this component, unlike all others, asks for the bundle context.
 */
@Component(service = Plugins.class, immediate = true, configurationPid = "io.mcpctl.plugins")
@Designate(ocd = Plugins.Config.class)
public final class Plugins {
    private static final Logger LOG = LoggerFactory.getLogger(Plugins.class);
    private static final Duration FAREWELL = Duration.ofSeconds(2);
    private static final long MEGABYTE = 1024 * 1024;

    /** Configuration of the deployer. */
    @ObjectClassDefinition(name = "Plug-ins", description = "Which plug-ins are let in, and how long they may take.")
    public @interface Config {
        @AttributeDefinition(description = "Home folder of mcpctl; plug-ins live in its folder plugins.")
        String home() default "";

        @AttributeDefinition(
                description = "How long a plug-in may take to start and to check itself, in seconds.",
                min = "1",
                max = "600")
        int startSeconds() default 30;

        @AttributeDefinition(
                description = "How long a plug-in may take to stop, calls under way included, in seconds.",
                min = "1",
                max = "600")
        int stopSeconds() default 60;

        @AttributeDefinition(description = "Size of a jar at most, in MiB.", min = "1", max = "1024")
        int maxMegabytes() default 64;

        @AttributeDefinition(description = "Names of plug-ins and SHA-256 of jars that are let in; all when empty.")
        String[] allow() default {};

        @AttributeDefinition(
                description =
                        "SHA-256 fingerprints of certificates; a jar must be signed by one of them. No signature is"
                                + " asked for when empty.")
        String[] signers() default {};
    }

    private final Path home;
    private final long limit;
    private final BundleContext context;
    private final ServiceComponentRuntime components;
    private final PluginStore store;
    private final Departure departure;
    private final Succession succession;
    private final PluginConfigurations configurations;
    private final Deployer deployer;
    private final PluginFolder folder;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread worker;

    @Activate
    public Plugins(
            BundleContext context,
            Config config,
            @Reference ConfigurationAdmin admin,
            @Reference MetaTypeService metatypes,
            @Reference ServiceComponentRuntime components,
            @Reference LongUses uses) {
        this.context = context;
        this.components = components;
        home = Path.of(config.home());
        limit = config.maxMegabytes() * MEGABYTE;
        store = new PluginStore(home.resolve("plugins/.store"));
        departure = new Departure(context, Duration.ofSeconds(config.stopSeconds()));
        succession = new Succession(uses, departure);
        configurations = new PluginConfigurations(admin, metatypes);
        Activation activation = new Activation(
                context, components, configurations, departure, Duration.ofSeconds(config.startSeconds()));
        deployer = new Deployer(
                store, Policy.of(config.allow(), config.signers()), activation, departure, succession, configurations);
        folder = new PluginFolder(home.resolve("plugins"), store, deployer, limit);
        worker = Thread.ofVirtual().name("plugins").unstarted(this::work);
        if (!config.home().isEmpty()) {
            worker.start();
        }
    }

    /** Plug-ins are the framework's, which stops them; only the watching ends here. */
    @Deactivate
    void close() {
        closing.countDown();
        try {
            if (worker.getState() != Thread.State.NEW && !worker.join(FAREWELL)) {
                worker.interrupt(); // within a change, which is given up
                worker.join(FAREWELL);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    Deployer deployer() {
        return deployer;
    }

    PluginStore store() {
        return store;
    }

    /** Bytes of a jar at most. */
    long limit() {
        return limit;
    }

    Path home() {
        return home;
    }

    PluginViews views() {
        return new PluginViews(deployer, folder, departure, succession, configurations, this::inspect);
    }

    /** Removes it for good, with its jar in the folder; a file that is no plug-in is removed by its name. */
    void remove(String name) {
        boolean refused = folder.refused().stream().anyMatch(each -> each.file().equals(name));
        String file = refused ? name : deployer.require(name).record().file();
        if (!file.isEmpty()) {
            try {
                Files.deleteIfExists(home.resolve("plugins").resolve(file));
            } catch (IOException e) {
                throw Refusal.of(file, "it cannot be deleted from the plug-in folder: " + e.getMessage(), e);
            }
        }
        deployer.remove(name);
    }

    private Inspection inspect(Running running) {
        return new Inspection(context, components, running.facts(), running.bundle());
    }

    private void work() {
        try {
            sweepFramework();
            deployer.restart();
            folder.compare();
            do {
                folder.look();
                succession.look();
            } while (!closing.await(PluginFolder.PERIOD.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("plug-ins are not watched any more");
        }
    }

    /** A framework that keeps its bundles still has those of the last run; ours are installed anew. */
    private void sweepFramework() {
        for (Bundle bundle : List.of(context.getBundles())) {
            if (bundle.getLocation().startsWith(Activation.LOCATION)) {
                try {
                    bundle.uninstall();
                } catch (BundleException e) {
                    LOG.atWarn()
                            .addKeyValue("bundle", bundle.getSymbolicName())
                            .setCause(e)
                            .log("plug-in of an earlier run cannot be uninstalled");
                }
            }
        }
    }
}
