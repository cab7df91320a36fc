package {{package}};

import io.mcpctl.llm.api.LlmConnection;
import io.mcpctl.llm.api.LlmProvider;
import io.mcpctl.llm.api.LlmSettings;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import org.osgi.service.component.annotations.Component;

/** Language models of type {@code {{name}}}. The connection is where the work is done. */
@Component(property = "llm.type={{name}}")
public final class {{type}} implements LlmProvider {
    /** Looks at what users write in an entry; must not reach the server. */
    @Override
    public void check(LlmSettings settings) {
        settings.extra().keySet().stream().findFirst().ifPresent(member -> {
            throw new ProblemException(ProblemKind.INVALID, "\"" + member + "\" is not known to models of type {{name}}");
        });
    }

    /** Returns at once; what takes time begins with the first request. */
    @Override
    public LlmConnection open(LlmSettings settings) {
        return new {{type}}Connection(settings.model().orElse("{{name}}"));
    }
}
