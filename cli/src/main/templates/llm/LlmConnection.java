package {{package}};

import io.mcpctl.llm.api.LlmAbility;
import io.mcpctl.llm.api.LlmAnswer;
import io.mcpctl.llm.api.LlmAvailability;
import io.mcpctl.llm.api.LlmBlock;
import io.mcpctl.llm.api.LlmConnection;
import io.mcpctl.llm.api.LlmModel;
import io.mcpctl.llm.api.LlmRequest;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Says again what it was told. Put the client of your model server in its place. Safe for concurrent use. */
final class {{type}}Connection implements LlmConnection {
    private final String model;
    private volatile boolean closed;

    {{type}}Connection(String model) {
        this.model = model;
    }

    /** With STREAMING, TOOLS and so on say what you add; requests that want more are refused before they come here. */
    @Override
    public Set<LlmAbility> abilities() {
        return Set.of();
    }

    @Override
    public LlmAvailability availability(Duration limit) {
        return closed ? LlmAvailability.no("it was closed") : LlmAvailability.YES;
    }

    @Override
    public List<LlmModel> models(Duration limit) {
        return List.of(new LlmModel(model, OptionalInt.empty()));
    }

    /** A real one gives up when {@code limit} is over (TIMEOUT), and when its thread is interrupted (UNAVAILABLE). */
    @Override
    public LlmAnswer complete(LlmRequest request, Duration limit) {
        request.model().filter(wanted -> !wanted.equals(model)).ifPresent(wanted -> {
            throw new ProblemException(
                    ProblemKind.NOT_FOUND, "there is no model \"" + wanted + "\" but \"" + model + "\"");
        });
        if (request.messages().isEmpty()
                || !(request.messages().getLast().blocks().getLast() instanceof LlmBlock.Text last)) {
            throw new ProblemException(ProblemKind.INVALID, "the last message has to be a text");
        }
        List<LlmBlock> blocks = List.of(new LlmBlock.Text("You said: " + last.text()));
        return new LlmAnswer(model, blocks, LlmAnswer.Stop.END, Optional.empty());
    }

    @Override
    public void close() {
        closed = true;
    }
}
