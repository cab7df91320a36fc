package io.mcpctl.templates.internal;

import io.mcpctl.resources.api.KindProvider;
import io.mcpctl.resources.api.Resource;
import io.mcpctl.resources.api.ResourceKind;
import io.mcpctl.resources.api.Transaction;
import io.mcpctl.servers.api.ServerSpec;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The kind {@code template}. */
@Component(service = KindProvider.class, property = "kind=template")
public final class TemplateKind implements KindProvider<TemplateSpec> {
    static final ResourceKind<TemplateSpec> TEMPLATE = ResourceKind.of("template", "templates", TemplateSpec.class)
            .aliases("tpl")
            .table("mcp_templates")
            .applyOrder(30)
            .column("NAME", "name")
            .column("VERSION", "version")
            .column("TRANSPORT", "transport")
            .column("CATEGORY", "category")
            .column("DESCRIPTION", "description")
            .wideColumn("AGE", "age")
            .doc("A blueprint of servers with the variables that have to be given:"
                    + " `mcpctl create server <name> --from-template <template>`.")
            .build();

    private final KindProvider<ServerSpec> servers;

    /** @param servers says whether a server of a template would be accepted */
    @Activate
    @SuppressWarnings("unchecked") // the kind server has this record
    public TemplateKind(@Reference(target = "(kind=server)") KindProvider<?> servers) {
        this.servers = (KindProvider<ServerSpec>) servers;
    }

    @Override
    public ResourceKind<TemplateSpec> kind() {
        return TEMPLATE;
    }

    @Override
    public TemplateSpec check(
            String name, TemplateSpec spec, Optional<Resource<TemplateSpec>> before, Transaction transaction) {
        return TemplateRules.complete(name, spec, servers, transaction);
    }
}
