package io.mcpctl.proxymodels.internal;

import io.mcpctl.proxymodel.api.OnInitialize;
import io.mcpctl.proxymodel.api.OnPromptGet;
import io.mcpctl.proxymodel.api.OnPromptsList;
import io.mcpctl.proxymodel.api.OnResourceRead;
import io.mcpctl.proxymodel.api.OnResourcesList;
import io.mcpctl.proxymodel.api.OnToolCallAfter;
import io.mcpctl.proxymodel.api.OnToolCallBefore;
import io.mcpctl.proxymodel.api.OnToolsList;
import io.mcpctl.proxymodel.api.ProxyModelPlugin;
import java.util.EnumSet;
import java.util.Set;

/** The hooks that models inherit. */
enum Hook {
    onInitialize(OnInitialize.class),
    onToolsList(OnToolsList.class),
    onToolCallBefore(OnToolCallBefore.class),
    onToolCallAfter(OnToolCallAfter.class),
    onResourcesList(OnResourcesList.class),
    onResourceRead(OnResourceRead.class),
    onPromptsList(OnPromptsList.class),
    onPromptGet(OnPromptGet.class);

    private final Class<?> type;

    Hook(Class<?> type) {
        this.type = type;
    }

    boolean isOf(Object plugin) {
        return type.isInstance(plugin);
    }

    /** Those that a model has of its own. */
    static Set<Hook> of(ProxyModelPlugin plugin) {
        Set<Hook> found = EnumSet.noneOf(Hook.class);
        for (Hook hook : values()) {
            if (hook.type.isInstance(plugin)) {
                found.add(hook);
            }
        }
        return found;
    }
}
