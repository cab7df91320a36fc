package io.mcpctl.identity.api;

/** What can be done to a resource. */
public enum Action {
    view,
    create,
    delete,
    edit,
    run,
    expose
}
