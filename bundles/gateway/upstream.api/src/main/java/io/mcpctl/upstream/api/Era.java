package io.mcpctl.upstream.api;

/** The two ways to speak MCP; a server may know both. */
public enum Era {
    /** Revisions 2024-11-05 to 2025-11-25: {@code initialize}, then a session. */
    SESSION,
    /** Revision 2026-07-28: every request says everything about itself. */
    STATELESS
}
