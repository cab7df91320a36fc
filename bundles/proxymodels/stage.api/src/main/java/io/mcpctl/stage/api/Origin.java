package io.mcpctl.stage.api;

/**
 * What a content is and where it comes from.
 *
 * @param kind what sort of content it is
 * @param server name of the server that it comes from; empty when it comes from none
 * @param name of the tool or prompt as its server calls it, or the URI of the resource
 * @param arguments of the call, a JSON object; <code>{}</code> when there are none
 * @param project name of the project
 * @param session id of the session, the same for all contents of one session
 */
public record Origin(ContentKind kind, String server, String name, String arguments, String project, String session) {}
