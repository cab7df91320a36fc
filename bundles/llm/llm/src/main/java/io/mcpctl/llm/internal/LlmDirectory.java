package io.mcpctl.llm.internal;

import io.mcpctl.llm.api.LlmProvider;
import io.mcpctl.llm.api.LlmProviders;
import io.mcpctl.plugins.api.Directory;
import io.mcpctl.plugins.api.Lease;
import io.mcpctl.plugins.api.LongUse;
import io.mcpctl.plugins.api.Stay;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All providers there are now. One that goes while connections of it are open stays for them. */
@Component(
        service = {LlmProviders.class, LongUse.class},
        immediate = true)
public final class LlmDirectory implements LlmProviders, LongUse {
    private static final Logger LOG = LoggerFactory.getLogger(LlmDirectory.class);
    /** Answers of models take long; who waits for one longer than this loses it with the provider. */
    private static final Duration DRAIN = Duration.ofSeconds(30);

    private final Directory<LlmProvider> providers = new Directory<>(LlmProvider.class);

    @Activate
    public LlmDirectory() {}

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addProvider(LlmProvider provider, Map<String, Object> properties) {
        providers
                .add(provider, properties)
                .ifPresentOrElse(
                        type -> LOG.atInfo().addKeyValue("type", type).log("provider of language models added"),
                        () -> LOG.atWarn()
                                .addKeyValue("class", provider.getClass().getName())
                                .log("provider of language models ignored: it needs the service property llm.type"));
    }

    public void removeProvider(LlmProvider provider, Map<String, Object> properties) {
        int left = providers.remove(provider, properties, DRAIN);
        LOG.atInfo()
                .addKeyValue("type", properties.get("llm.type"))
                .addKeyValue("calls_left", left)
                .log("provider of language models removed");
    }

    @Override
    public Set<String> types() {
        return providers.names();
    }

    @Override
    public Optional<Lease<LlmProvider>> lease(String type) {
        return providers.lease(type);
    }

    @Override
    public Optional<Stay<LlmProvider>> stay(String type) {
        return providers.stay(type);
    }

    @Override
    public boolean vacate(long bundle) {
        return providers.vacate(bundle);
    }
}
