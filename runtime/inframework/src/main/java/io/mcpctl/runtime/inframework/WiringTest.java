package io.mcpctl.runtime.inframework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.llm.api.LlmConnection;
import io.mcpctl.llm.api.LlmProvider;
import io.mcpctl.llm.api.LlmProviders;
import io.mcpctl.llm.api.LlmSettings;
import io.mcpctl.plugins.api.Lease;
import io.mcpctl.plugins.api.LongUse;
import io.mcpctl.plugins.api.Stay;
import io.mcpctl.stage.api.PipelineStage;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.common.service.ServiceAware;
import org.osgi.test.junit5.context.BundleContextExtension;
import org.osgi.test.junit5.service.ServiceExtension;

/** How bundles are wired: packages by the resolver, providers by the component runtime. */
@ExtendWith({BundleContextExtension.class, ServiceExtension.class})
class WiringTest {
    @InjectBundleContext
    BundleContext context;

    @InjectService(cardinality = 0)
    ServiceAware<LlmProviders> models;

    @InjectService(cardinality = 0)
    ServiceAware<PipelineStage> stages;

    @InjectService(cardinality = 0)
    ServiceAware<LongUse> uses;

    /** As a plug-in would bring it. */
    static final class Nothing implements LlmProvider {
        @Override
        public void check(LlmSettings settings) {}

        @Override
        public LlmConnection open(LlmSettings settings) {
            throw new UnsupportedOperationException("nobody opens it here");
        }
    }

    @Test
    void everyApiPackageComesFromTheBundleOfItsName() {
        List<String> astray = ours().flatMap(
                        bundle -> wiring(bundle).getRequiredWires(PackageNamespace.PACKAGE_NAMESPACE).stream())
                .filter(wire -> packageOf(wire).startsWith("io.mcpctl."))
                .filter(wire -> !packageOf(wire).equals(wire.getProvider().getSymbolicName()))
                .map(wire -> packageOf(wire) + " from " + wire.getProvider().getSymbolicName())
                .distinct()
                .toList();

        assertEquals(List.of(), astray);
    }

    @Test
    void noPackageOfOursIsExportedTwice() {
        Set<String> seen = new TreeSet<>();
        List<String> twice = ours().flatMap(
                        bundle -> wiring(bundle).getCapabilities(PackageNamespace.PACKAGE_NAMESPACE).stream())
                .map(capability -> String.valueOf(capability.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE)))
                .filter(name -> !seen.add(name))
                .toList();

        assertEquals(List.of(), twice);
        assertTrue(seen.contains("io.mcpctl.llm.api"), seen.toString());
    }

    @Test
    void aProviderIsInItsDirectoryAsLongAsItIsAService() throws Exception {
        LlmProviders directory = models.waitForService(20_000);
        assertNotNull(directory, "no LlmProviders");
        Nothing first = new Nothing();
        ServiceRegistration<LlmProvider> service = register(first);

        assertTrue(directory.types().contains("nothing"));
        try (Lease<LlmProvider> lease = directory.lease("nothing").orElseThrow()) {
            assertSame(first, lease.provider());
        }

        service.unregister();
        assertFalse(directory.types().contains("nothing"));
        assertTrue(directory.lease("nothing").isEmpty());
    }

    @Test
    void swappingAProviderTwentyTimesNeverLeavesTheTypeUnanswered() throws Exception {
        LlmProviders directory = models.waitForService(20_000);
        ServiceRegistration<LlmProvider> service = register(new Nothing());
        for (int i = 0; i < 20; i++) {
            ServiceRegistration<LlmProvider> next = register(new Nothing());
            service.unregister();
            service = next;
            directory.lease("nothing").orElseThrow().close();
        }
        service.unregister();

        assertFalse(directory.types().contains("nothing"));
    }

    @Test
    void aProviderWithAStayIsNotVacated() throws Exception {
        LlmProviders directory = models.waitForService(20_000);
        LongUse use = uses.waitForService(20_000);
        ServiceRegistration<LlmProvider> service = register(new Nothing());
        long here = context.getBundle().getBundleId();
        try (Stay<LlmProvider> stay = directory.stay("nothing").orElseThrow()) {
            assertFalse(use.vacate(here));
            stay.lease().orElseThrow().close();
        }

        assertTrue(use.vacate(here));
        service.unregister();
    }

    @Test
    void stagesOfTheProductHaveTheNamesThatPipelinesWrite() {
        List<String> names = stages.getServiceReferences().stream()
                .map(each -> String.valueOf(each.getProperty("stage.name")))
                .sorted()
                .toList();

        assertEquals(List.of("paginate", "passthrough", "section-split"), names);
    }

    private ServiceRegistration<LlmProvider> register(LlmProvider provider) {
        return context.registerService(LlmProvider.class, provider, new Hashtable<>(Map.of("llm.type", "nothing")));
    }

    private Stream<Bundle> ours() {
        return Stream.of(context.getBundles())
                .filter(bundle -> bundle.getSymbolicName().startsWith("io.mcpctl."));
    }

    private static BundleWiring wiring(Bundle bundle) {
        return Objects.requireNonNull(bundle.adapt(BundleWiring.class), bundle::getSymbolicName);
    }

    private static String packageOf(BundleWire wire) {
        return String.valueOf(wire.getCapability().getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE));
    }
}
