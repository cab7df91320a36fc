package io.mcpctl.proxymodels.internal;

/**
 * What a name that a project gives stands for.
 *
 * @param resolution whose hooks count
 * @param pipeline what happens to contents
 */
record Model(Resolution resolution, Pipeline pipeline) {
    String name() {
        return resolution.name();
    }
}
