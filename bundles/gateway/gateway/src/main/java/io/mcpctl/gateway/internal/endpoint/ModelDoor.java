package io.mcpctl.gateway.internal.endpoint;

import io.mcpctl.gateway.internal.audit.ClientInfo;
import io.mcpctl.gateway.internal.message.Hello;
import io.mcpctl.gateway.internal.session.Session;
import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.projects.api.ProjectSpec;
import io.mcpctl.projects.api.ProjectSpec.ServerOverride;
import io.mcpctl.proxymodel.api.ClientDescription;
import io.mcpctl.proxymodel.gateway.api.ModelSession;
import io.mcpctl.proxymodel.gateway.api.ProjectRules;
import io.mcpctl.proxymodel.gateway.api.ProxyModels;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The way from projects to proxy models. A project without one never comes here. */
@Component(service = ModelDoor.class)
public final class ModelDoor {
    private final AtomicReference<@Nullable ProxyModels> models = new AtomicReference<>();

    @Activate
    public ModelDoor() {}

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    public void setModels(ProxyModels current) {
        models.set(current);
    }

    void unsetModels(ProxyModels gone) {
        models.compareAndSet(gone, null);
    }

    /** Whether anything but relaying has to happen. */
    public static boolean concerns(ProjectSpec project) {
        return !project.proxyModel().equals(ProjectRules.NONE)
                || !project.serverOverrides().isEmpty();
    }

    /** Answers a request with hooks around it; {@code onward} answers without. */
    public byte[] answer(Session session, ProjectSpec project, Envelope request, UnaryOperator<byte[]> onward) {
        ProxyModels now = models.get();
        if (now != null) {
            return session(now, session, onward).answer(rules(project), request, onward);
        }
        if (project.proxyModel().equals(ProjectRules.NONE)) {
            return onward.apply(request.message());
        }
        throw new ProblemException(
                ProblemKind.INTERNAL,
                "proxy model \"" + project.proxyModel() + "\" of project \""
                        + session.route().name() + "\" is not available: this daemon runs without proxy models");
    }

    /** What the client is told at the beginning. */
    public Optional<String> instructions(
            Session session, ProjectSpec project, UnaryOperator<byte[]> onward, Optional<String> own) {
        ProxyModels now = models.get();
        return now == null ? own : session(now, session, onward).instructions(rules(project), own);
    }

    private static ModelSession session(ProxyModels models, Session session, UnaryOperator<byte[]> onward) {
        return session.model()
                .get(
                        models,
                        onward,
                        host -> models.open(session.id(), session.route().name(), client(session.hello()), host));
    }

    private static ClientDescription client(Hello hello) {
        ClientInfo info = ClientInfo.of(hello);
        return new ClientDescription(
                info.name().orElse(""),
                info.version().orElse(""),
                hello.capabilities().isEmpty() ? "{}" : hello.capabilities());
    }

    private static ProjectRules rules(ProjectSpec project) {
        Map<String, String> byServer = new HashMap<>();
        for (Map.Entry<String, ServerOverride> one : project.serverOverrides().entrySet()) {
            one.getValue().proxyModel().ifPresent(model -> byServer.put(one.getKey(), model));
        }
        return new ProjectRules(
                project.proxyModel(), project.gated(), project.servers(), byServer, project.toolSeparator());
    }
}
