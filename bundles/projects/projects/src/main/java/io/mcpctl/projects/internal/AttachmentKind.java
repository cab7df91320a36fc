package io.mcpctl.projects.internal;

import io.mcpctl.projects.api.AttachmentSpec;
import io.mcpctl.resources.api.KindProvider;
import io.mcpctl.resources.api.ResourceKind;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The kind {@code serverattachment}. */
@Component(service = KindProvider.class, property = "kind=serverattachment")
public final class AttachmentKind implements KindProvider<AttachmentSpec> {

    @Activate
    public AttachmentKind() {}

    @Override
    public ResourceKind<AttachmentSpec> kind() {
        return Kinds.ATTACHMENT;
    }
}
