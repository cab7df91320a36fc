package io.mcpctl.runtime.tests;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** A film of a session in the format asciicast 2: typed at the pace of a person, answered at once. */
final class Cast {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double KEY = 0.04;
    private static final double ANSWER = 0.4;
    private static final double LOOK = 1.2;
    private static final String AGAIN = "\r\u001b[K";

    private final StringBuilder events = new StringBuilder();
    private double time;

    Cast(String title, int columns, int rows) {
        ObjectNode header = JSON.createObjectNode()
                .put("version", 2)
                .put("width", columns)
                .put("height", rows)
                .put("title", title);
        events.append(header).append('\n');
    }

    /** Lines that the terminal shows, and what then stands before the cursor. */
    void shows(List<String> lines, String cursor) {
        time += ANSWER;
        lines.forEach(line -> output(line + "\r\n"));
        output(cursor);
        time += LOOK;
    }

    /** The line as it is after keys that changed it. */
    void becomes(String line) {
        time += ANSWER;
        output(AGAIN + line);
    }

    void types(String text) {
        text.codePoints().forEach(one -> {
            time += KEY;
            output(Character.toString(one));
        });
    }

    void enter() {
        time += KEY;
        output("\r\n");
    }

    private void output(String text) {
        if (!text.isEmpty()) {
            ArrayNode event = JSON.createArrayNode();
            event.add(Math.round(time * 100) / 100.0).add("o").add(text);
            events.append(event).append('\n');
        }
    }

    @Override
    public String toString() {
        return events.toString();
    }

    /** The lines that such a film leaves on the terminal. */
    static List<String> lines(String cast) {
        StringBuilder screen = new StringBuilder();
        cast.lines().skip(1).forEach(event -> {
            String text = text(event);
            if (text.startsWith(AGAIN)) {
                screen.setLength(screen.lastIndexOf("\n") + 1);
                text = text.substring(AGAIN.length());
            }
            screen.append(text.replace("\r", ""));
        });
        return screen.toString().lines().toList();
    }

    private static String text(String event) {
        try {
            return JSON.readTree(event).path(2).asText();
        } catch (JsonProcessingException e) {
            throw new AssertionError("no event of a film: " + event, e);
        }
    }
}
