package io.mcpctl.proxymodels.internal;

/** What sessions work with. */
record Services(
        Catalogue catalogue,
        ModelDirectory plugins,
        PipelineRunner runner,
        Guard guard,
        Trail trail,
        SectionStore.Budget sections) {}
