package io.mcpctl.orchestrator.api;

/** The last lines of a workload's outputs, each ending with a line feed. For stdio servers {@code stdout} is empty. */
public record WorkloadLog(String stdout, String stderr) {}
