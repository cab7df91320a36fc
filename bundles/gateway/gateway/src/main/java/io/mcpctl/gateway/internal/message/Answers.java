package io.mcpctl.gateway.internal.message;

import io.mcpctl.jsonrpc.api.Member;
import io.mcpctl.jsonrpc.api.Messages;
import io.mcpctl.problem.api.ProblemException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes an answer of whatever becomes of a request. */
public final class Answers {
    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

    private Answers() {}

    /** {@code correlation}: what the request is called. */
    public static byte[] of(byte[] id, String correlation, Supplier<byte[]> work) {
        try {
            return work.get();
        } catch (RpcFault fault) {
            return fault.answer(id);
        } catch (ServerRefused refused) {
            return refused.error().with(Member.ID, id);
        } catch (ProblemException problem) {
            LOG.atDebug().setCause(problem).log("request failed at its server");
            return RpcFault.of(problem, correlation).answer(id);
        } catch (HttpFault fault) {
            throw fault;
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("request failed");
            return Messages.error(
                    id,
                    RpcFault.INTERNAL,
                    "internal error; the log of the daemon tells more under request_id=" + correlation,
                    Messages.ascii(RpcFault.data(correlation, "")));
        }
    }
}
