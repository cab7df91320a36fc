package io.mcpctl.runtime.exam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.mcpctl.testing.PluginJar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;

/** Bundles of the product and plug-ins come and go while the others run. */
class InstallUninstallTest {
    private static final String STAGE = "io.mcpctl.stage.api.PipelineStage";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    static Path home;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static Distribution product;

    @BeforeAll
    static void start() throws Exception {
        product = Distribution.start(home);
        product.await(
                "the deployer",
                () -> product.offers("io.mcpctl.resources.api.RouteProvider", "(component.name=io.mcpctl.plugins.*)"));
        product.await("the store", () -> product.offers("io.mcpctl.resources.api.ResourceStore", "(objectClass=*)"));
    }

    @AfterAll
    static void stop() {
        product.close();
    }

    @Test
    void everyBundleOfTheDistributionIsAtWork() {
        List<String> idle = Stream.of(product.context().getBundles())
                .filter(each -> each.getHeaders("").get(Constants.FRAGMENT_HOST) == null)
                .filter(each -> each.getState() != Bundle.ACTIVE && each.getState() != Bundle.STARTING)
                .map(Bundle::getSymbolicName)
                .toList();

        assertEquals(List.of(), idle);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.mcpctl.stage.paginate",
                "io.mcpctl.stage.sectionsplit",
                "io.mcpctl.proxymodel.contentpipeline",
                "io.mcpctl.secrets.plaintext",
                "io.mcpctl.orchestrator.process"
            })
    void aProviderThatIsUninstalledTakesItsServicesAlongAndBringsThemBack(String name) throws Exception {
        Bundle provider = product.named(name);
        List<String> services = product.services(provider);
        assertFalse(services.isEmpty(), name + " offers nothing");

        String location = provider.getLocation();
        provider.uninstall();
        assertFalse(Stream.of(product.context().getBundles()).anyMatch(each -> name.equals(each.getSymbolicName())));
        Bundle again = product.context().installBundle(location);
        again.start(Bundle.START_ACTIVATION_POLICY);

        product.await(
                name + " offers " + services, () -> product.services(again).equals(services));
    }

    @Test
    void aPluginOfTheFolderIsInstalledExchangedAndUninstalled() throws Exception {
        int before = product.context().getBundles().length;

        Path jar = plugin("1.0.0").write(home.resolve("plugins/shout.jar"));
        product.await("stage shout", () -> product.offers(STAGE, "(stage.name=shout)"));
        assertEquals("1.0.0", product.named("com.example.shout").getVersion().toString());

        plugin("1.1.0").write(jar);
        product.await(
                "version 1.1.0 alone",
                () -> product.context().getBundles().length == before + 1
                        && product.named("com.example.shout")
                                .getVersion()
                                .toString()
                                .equals("1.1.0"));

        Files.delete(jar);
        product.await("no bundle of it", () -> product.context().getBundles().length == before);
        assertFalse(product.offers(STAGE, "(stage.name=shout)"));
    }

    private static PluginJar plugin(String version) {
        String type = "com.example.shout.Shout";
        return PluginJar.of("com.example.shout", version)
                .header("Import-Package", "io.mcpctl.stage.api;version=\"[1.0,2)\"")
                .classPath("../../bundles/proxymodels/stage.api/target/classes")
                .source(type, """
                        package com.example.shout;

                        import io.mcpctl.stage.api.*;

                        public final class Shout implements PipelineStage {
                            @Override public StageResult process(String content, StageContext context) {
                                return StageResult.of(content.toUpperCase(java.util.Locale.ROOT));
                            }
                        }
                        """)
                .component(type, STAGE, "stage.name=shout");
    }
}
