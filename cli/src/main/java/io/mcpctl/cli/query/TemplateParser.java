package io.mcpctl.cli.query;

import java.util.ArrayList;
import java.util.List;

/** Reads a template. */
final class TemplateParser {
    private static final int DEEPEST = 20;

    private final Scanner in;
    private final boolean bare;

    /** Without braces the whole text is one path, and {@code name} stands for {@code .name}. */
    TemplateParser(String template) {
        this.in = new Scanner("jsonpath template", template);
        this.bare = template.indexOf('{') < 0;
    }

    JsonPath parse() {
        if (bare) {
            in.spaces();
            Path path = new PathParser(in).path();
            in.spaces();
            if (!in.ended()) {
                throw in.wrong("the path should end here");
            }
            return new JsonPath(List.of(new JsonPath.Part.Values(path)));
        }
        return new JsonPath(parts(0));
    }

    private List<JsonPath.Part> parts(int depth) {
        List<JsonPath.Part> parts = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        while (true) {
            if (in.ended() || in.peek() == '{') {
                if (!text.isEmpty()) {
                    parts.add(new JsonPath.Part.Text(text.toString()));
                    text.setLength(0);
                }
                if (in.ended()) {
                    if (depth > 0) {
                        throw in.wrong("{range} lacks its {end}");
                    }
                    return parts;
                }
                in.next();
                in.spaces();
                if (keyword("end")) {
                    if (depth == 0) {
                        throw in.wrong("{end} belongs to no {range}");
                    }
                    close();
                    return parts;
                }
                action(parts, depth);
            } else {
                text.append(in.next());
            }
        }
    }

    private void action(List<JsonPath.Part> parts, int depth) {
        if (keyword("range")) {
            if (depth >= DEEPEST) {
                throw in.wrong("{range} is nested too deeply");
            }
            in.spaces();
            Path path = new PathParser(in).path();
            close();
            parts.add(new JsonPath.Part.Range(path, parts(depth + 1)));
            return;
        }
        while (in.peek() != '}') {
            parts.add(
                    in.seesQuote()
                            ? new JsonPath.Part.Text(in.quoted())
                            : new JsonPath.Part.Values(new PathParser(in).path()));
            in.spaces();
        }
        close();
    }

    private boolean keyword(String word) {
        int position = in.position();
        if (in.skip(word) && (in.peek() == '}' || Character.isWhitespace(in.peek()))) {
            return true;
        }
        in.back(position);
        return false;
    }

    private void close() {
        in.spaces();
        in.expect("}");
    }
}
