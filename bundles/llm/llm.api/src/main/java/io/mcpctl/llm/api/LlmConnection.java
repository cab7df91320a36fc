package io.mcpctl.llm.api;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Models behind one entry. Safe for concurrent use; every method blocks its caller and heeds two ends: the limit it is
 * given, and interruption of its thread, which means that nobody wants the answer any more. In both cases it lets go of
 * what it sent (closes the connection, ends the process), and throws within a second.
 *
 * <p>All methods throw {@code ProblemException}: UNAVAILABLE when the server cannot be reached or interrupted, THROTTLED
 * with the time to wait when it has no room, UNAUTHENTICATED when it refuses the key, NOT_FOUND for a model it does not
 * have, INVALID for a request that it cannot take, TIMEOUT when the limit is over, UPSTREAM for anything else it answers.
 * Messages never contain the key.
 */
@ConsumerType
public interface LlmConnection extends AutoCloseable {
    /** What requests may ask for. What is not named here is refused with INVALID. */
    Set<LlmAbility> abilities();

    /** Whether a request would be tried now, and if not why. Asks the server at most once; the answer is kept by callers. */
    LlmAvailability availability(Duration limit);

    /** The models that there are; the configured one when the server does not tell. */
    List<LlmModel> models(Duration limit);

    /** Answers a request as a whole. */
    LlmAnswer complete(LlmRequest request, Duration limit);

    /**
     * Answers a request piece by piece. The pieces together are the answer that is returned; usage and the reason of the
     * end come with it only.
     *
     * @param sink is given the pieces on the caller's thread, in order; what it throws ends the request and passes through
     * @param limit of the whole; a provider may also end one that is silent for long
     */
    default LlmAnswer stream(LlmRequest request, LlmSink sink, Duration limit) {
        LlmAnswer answer = complete(request, limit);
        LlmEvent.of(answer).forEach(sink::accept);
        return answer;
    }

    /**
     * Begins what takes long, such as loading a model, and returns at once; a call during it waits within its own limit.
     * Called again it does nothing.
     */
    default void warmUp() {}

    /** Ends everything it opened, requests under way with UNAVAILABLE; a second time it does nothing. */
    @Override
    void close();
}
