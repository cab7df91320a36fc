package io.mcpctl.registries.internal;

import io.mcpctl.resources.api.Doc;
import java.util.List;
import java.util.Map;

/** A server that can be created as it is. */
record Proposal(
        @Doc("The document of a server, to be posted to /servers.")
        Map<String, Object> server,

        @Doc("What of the registry's record is not taken over.")
        List<String> notes) {}
