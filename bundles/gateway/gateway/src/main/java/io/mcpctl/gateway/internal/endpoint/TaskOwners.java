package io.mcpctl.gateway.internal.endpoint;

import io.mcpctl.gateway.internal.access.Party;
import io.mcpctl.gateway.internal.access.Route;
import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Json;
import io.mcpctl.jsonrpc.api.Member;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** Which server of a project has which task; the tasks that were named least recently are forgotten. */
final class TaskOwners {
    private static final int MAX = 4096;
    /** A new task has no content yet. */
    private static final int LONGEST = 16 * 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Key, String> servers = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, String> eldest) {
            return size() > MAX;
        }
    };

    private record Key(String principal, Route route, String task) {}

    /** Looks whether an answer is a new task, of the extension or of sessions. */
    void learn(Party party, String server, byte[] answer) {
        if (answer.length > LONGEST) {
            return;
        }
        Envelope read = Envelope.scan(answer);
        read.span(Member.RESULT)
                .flatMap(result -> read.is(Member.RESULT_TYPE, "\"task\"")
                        ? Optional.of(result)
                        : Json.member(answer, result, "task"))
                .flatMap(task -> Json.member(answer, task, "taskId"))
                .flatMap(id -> Json.text(answer, id))
                .ifPresent(id -> learn(party, id, server));
    }

    void learn(Party party, String task, String server) {
        lock.lock();
        try {
            servers.put(new Key(party.callerName(), party.route(), task), server);
        } finally {
            lock.unlock();
        }
    }

    Optional<String> owner(Party party, String task) {
        lock.lock();
        try {
            return Optional.ofNullable(servers.get(new Key(party.callerName(), party.route(), task)));
        } finally {
            lock.unlock();
        }
    }
}
