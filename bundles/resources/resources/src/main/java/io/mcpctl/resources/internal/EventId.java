package io.mcpctl.resources.internal;

import io.mcpctl.resources.internal.ChangeFeed.Position;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Ids of the events of a watch: a position, and whether everything that was there before it had been sent by then. A
 * reader that was interrupted before that has to begin again.
 */
record EventId(Position position, boolean complete) {
    private static final Pattern TEXT = Pattern.compile("([0-9a-z]{1,13})\\.([0-9]{1,18})(\\.p)?");

    static Optional<EventId> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Position position = new Position(matcher.group(1), Long.parseLong(matcher.group(2)));
        return Optional.of(new EventId(position, matcher.group(3) == null));
    }

    @Override
    public String toString() {
        return position.epoch() + "." + position.number() + (complete ? "" : ".p");
    }
}
