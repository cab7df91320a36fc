package io.mcpctl.plugins.internal;

import java.util.Optional;

/**
 * A plug-in of this daemon.
 *
 * @param trouble what went wrong last; empty when nothing did
 */
record Plugin(PluginRecord record, Optional<Running> running, String trouble) {
    String name() {
        return record.name();
    }

    Plugin with(PluginRecord changed) {
        return new Plugin(changed, running, trouble);
    }

    Plugin troubled(String sentence) {
        return new Plugin(record, running, sentence);
    }
}
