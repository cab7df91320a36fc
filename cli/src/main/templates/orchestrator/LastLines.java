package {{package}};

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last thousand lines of what processes write, without secrets. */
final class LastLines {
    private static final int MOST_LINES = 1_000;
    private static final int LONGEST = 4_000;

    private final List<String> secrets;
    private final Deque<String> lines = new ArrayDeque<>();

    LastLines(List<String> secrets) {
        this.secrets = secrets;
    }

    /** Reads on a thread of its own, to the end of the stream. */
    void follow(String name, InputStream stream) {
        Thread.ofVirtual().name(name).start(() -> {
            try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                read(reader);
            } catch (IOException e) {
                add("(the stream broke: " + e.getMessage() + ")");
            }
        });
    }

    private void read(BufferedReader reader) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = reader.read(); c >= 0; c = reader.read()) {
            if (c == '\n') {
                add(line.toString());
                line.setLength(0);
            } else if (line.length() < LONGEST) {
                line.append((char) c); // what comes after that is left out
            }
        }
        if (!line.isEmpty()) {
            add(line.toString());
        }
    }

    private void add(String line) {
        String clean = line;
        for (String secret : secrets) {
            clean = secret.isEmpty() ? clean : clean.replace(secret, "***");
        }
        synchronized (lines) {
            if (lines.size() >= MOST_LINES) {
                lines.removeFirst();
            }
            lines.add(clean);
        }
    }

    String last(int count) {
        synchronized (lines) {
            StringBuilder text = new StringBuilder();
            lines.stream().skip(Math.max(0, lines.size() - count)).forEach(line -> text.append(line).append('\n'));
            return text.toString();
        }
    }
}
