package io.mcpctl.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.cli.variables.Variable;
import java.util.List;

/** What a server is made from: it says which values it needs, and what the server is like with them. */
interface Blueprint {
    /** For the person who is about to be asked; may be empty. */
    String introduction();

    List<Variable> variables();

    /** Members of the server, {@code source} among them, without its name. */
    ObjectNode server(ArrayNode env);

    /** Asks whether this server is meant, where that is not clear; fails when it is not. Nothing was stored before. */
    default void confirm(ObjectNode server) {
        // What the operators of the daemon wrote is meant.
    }
}
