package io.mcpctl.servers.internal;

import io.mcpctl.orchestrator.api.LogMark;
import io.mcpctl.orchestrator.api.LogPart;
import io.mcpctl.orchestrator.api.WorkloadInfo;
import io.mcpctl.orchestrator.api.WorkloadLog;
import io.mcpctl.resources.api.ResourceStore;
import io.mcpctl.servers.api.InstanceSpec.Health;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What kinds, listeners and subresources ask of the reconciler. */
interface Work {
    /** Something about the server changed; returns at once. */
    void trigger(String server);

    /** Stops all instances of a server that is about to be deleted; returns when they are gone. */
    void stopServer(String server);

    /** Stops an instance that is about to be deleted; returns when it is gone. */
    void stopInstance(String server, String instance);

    /**
     * Has all instances of a server started anew; returns at once.
     *
     * @return ids of those that are replaced
     */
    List<String> restart(String server);

    Condition condition(String server);

    /** Whether a secret that an instance of the server was given has changed since. */
    boolean restartNeeded(String server, ResourceStore within);

    /** Whether the servers run under this daemon; otherwise another one on the same database runs them. */
    boolean leads();

    /** This daemon's name, as rows of instances say it. */
    DaemonName daemon();

    Optional<WorkloadInfo> inspect(String orchestrator, String containerId);

    /** Without values of secrets. */
    WorkloadLog log(String server, String orchestrator, String containerId, int tail);

    LogMark logMark(String orchestrator, String containerId, int tail);

    /** With values of secrets left out. */
    LogPart logAfter(String server, String orchestrator, String containerId, LogMark mark);

    /** How a server does, for its computed members. */
    record Condition(Optional<Health> health, Optional<String> lastFailure, Optional<Instant> nextRetryAt) {
        static final Condition UNKNOWN = new Condition(Optional.empty(), Optional.empty(), Optional.empty());
    }
}
