package io.mcpctl.orchestrator.api;

/** A place in the outputs of a workload: how many bytes of each were written before it. */
public record LogMark(long stdout, long stderr) {}
