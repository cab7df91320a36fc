package io.mcpctl.orchestrator.api;

/**
 * What a workload wrote after a mark: whole lines, each ending with a line feed, except when a line is very long or
 * nothing more will come.
 *
 * @param next where to go on
 */
public record LogPart(String stdout, String stderr, LogMark next) {}
