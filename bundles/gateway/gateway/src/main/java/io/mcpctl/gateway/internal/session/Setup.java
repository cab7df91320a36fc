package io.mcpctl.gateway.internal.session;

import io.mcpctl.jsonrpc.api.JsonText;
import io.mcpctl.jsonrpc.api.Messages;
import io.mcpctl.problem.api.ProblemException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a client has set at one server: its logging level and the resources it watches. */
public final class Setup {
    private static final Logger LOG = LoggerFactory.getLogger(Setup.class);
    private static final int MAX_SUBSCRIPTIONS = 1024;
    private static final byte[] ID = Messages.ascii("\"setup\"");

    private final Set<String> subscriptions = ConcurrentHashMap.newKeySet();
    private volatile byte @Nullable [] level;

    /** Remembers a logging level, raw JSON. */
    public void level(byte[] raw) {
        level = raw;
    }

    public Optional<byte[]> level() {
        return Optional.ofNullable(level);
    }

    public void subscribed(String uri) {
        if (subscriptions.size() < MAX_SUBSCRIPTIONS) {
            subscriptions.add(uri);
        }
    }

    public void unsubscribed(String uri) {
        subscriptions.remove(uri);
    }

    boolean hasSubscriptions() {
        return !subscriptions.isEmpty();
    }

    /** Repeats everything at a new upstream session. */
    void replay(String server, Consumer<byte[]> request) {
        byte[] wanted = level;
        try {
            if (wanted != null) {
                request.accept(params("logging/setLevel", "level", wanted));
            }
            for (String uri : subscriptions) {
                request.accept(params("resources/subscribe", "uri", JsonText.encode(uri)));
            }
        } catch (ProblemException e) {
            LOG.atWarn().addKeyValue("server", server).setCause(e).log("level or subscriptions not set again");
        }
    }

    /** A request with one parameter. */
    public static byte[] params(String method, String name, byte[] value) {
        byte[] params = Messages.join(Messages.ascii("{\"" + name + "\":"), value, Messages.ascii("}"));
        return Messages.request(ID, method, params);
    }
}
