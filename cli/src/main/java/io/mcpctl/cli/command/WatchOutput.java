package io.mcpctl.cli.command;

import com.fasterxml.jackson.databind.JsonNode;

/** Where the changes of a watched kind go. */
interface WatchOutput {
    /** {@code event} is ADDED, MODIFIED or DELETED. */
    void changed(String event, JsonNode data);

    /** All that was there already has been told. */
    void complete();

    /** Everything is told anew, because the daemon no longer knows what was told. */
    void startAnew();
}
