package io.mcpctl.cli.query;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.cli.text.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a path and the filters in it. */
final class PathParser {
    private static final int MOST_STEPS = 200;
    private static final int DEEPEST = 20;
    private static final List<String> OPERATORS = List.of("==", "!=", "<=", ">=", "<", ">");

    private final Scanner in;
    private final int depth;

    PathParser(Scanner in) {
        this(in, 0);
    }

    private PathParser(Scanner in, int depth) {
        this.in = in;
        this.depth = depth;
    }

    Path path() {
        boolean fromRoot = in.skip("$");
        boolean marked = fromRoot || in.skip("@");
        List<Step> steps = new ArrayList<>();
        if (!marked && in.peek() != '.' && in.peek() != '[') {
            steps.add(child());
        }
        while (in.peek() == '.' || in.peek() == '[') {
            step(steps);
            if (steps.size() > MOST_STEPS) {
                throw in.wrong("the path has too many steps");
            }
        }
        return new Path(fromRoot, steps);
    }

    private void step(List<Step> steps) {
        if (in.skip("..")) {
            steps.add(new Step.Descend());
            if (in.peek() != '[') {
                steps.add(child());
            }
        } else if (in.skip(".")) {
            if (in.peek() != '[' && !end()) {
                steps.add(child());
            }
        } else {
            in.expect("[");
            in.spaces();
            steps.add(bracket());
            in.spaces();
            in.expect("]");
        }
    }

    /** {@code {.}} is the value itself. */
    private boolean end() {
        return in.ended() || in.peek() == '}' || in.peek() == ')' || Character.isWhitespace(in.peek());
    }

    private Step child() {
        return in.skip("*") ? new Step.All() : new Step.Child(in.name());
    }

    private Step bracket() {
        if (in.skip("*")) {
            return new Step.All();
        }
        if (in.skip("?")) {
            in.spaces();
            in.expect("(");
            Condition condition = either();
            in.expect(")");
            return new Step.Filter(condition);
        }
        List<Step> steps = new ArrayList<>(List.of(element()));
        in.spaces();
        while (in.skip(",")) {
            in.spaces();
            steps.add(element());
            in.spaces();
        }
        return steps.size() == 1 ? steps.getFirst() : new Step.Either(steps);
    }

    private Step element() {
        if (in.seesQuote()) {
            return new Step.Child(in.quoted());
        }
        if (in.seesNumber() || in.peek() == ':') {
            Optional<Integer> first = in.peek() == ':' ? Optional.empty() : Optional.of(in.integer());
            return in.peek() == ':' ? slice(first) : new Step.Index(first.orElseThrow());
        }
        return new Step.Child(in.name());
    }

    private Step slice(Optional<Integer> from) {
        in.expect(":");
        Optional<Integer> to = in.seesNumber() ? Optional.of(in.integer()) : Optional.empty();
        int by = in.skip(":") && in.seesNumber() ? in.integer() : 1;
        if (by < 1) {
            throw in.wrong("the step of a slice must be 1 or more");
        }
        return new Step.Slice(from, to, by);
    }

    private Condition either() {
        List<Condition> parts = new ArrayList<>(List.of(every()));
        while (in.skip("||")) {
            parts.add(every());
        }
        return parts.size() == 1 ? parts.getFirst() : new Condition.Any(parts);
    }

    private Condition every() {
        List<Condition> parts = new ArrayList<>(List.of(comparison()));
        while (in.skip("&&")) {
            parts.add(comparison());
        }
        return parts.size() == 1 ? parts.getFirst() : new Condition.Every(parts);
    }

    private Condition comparison() {
        in.spaces();
        if (in.skip("(")) {
            Condition inner = new PathParser(in, deeper()).either();
            in.expect(")");
            in.spaces();
            return inner;
        }
        Condition.Operand left = operand();
        in.spaces();
        for (String operator : OPERATORS) {
            if (in.skip(operator)) {
                in.spaces();
                Condition.Operand right = operand();
                in.spaces();
                return new Condition.Compare(left, operator, right);
            }
        }
        if (left instanceof Condition.At at) {
            return new Condition.Exists(at.path());
        }
        throw in.wrong("a comparison such as == is expected");
    }

    private Condition.Operand operand() {
        if (in.seesQuote()) {
            return new Condition.Literal(Json.NODES.textNode(in.quoted()));
        }
        if (in.seesNumber()) {
            return new Condition.Literal(number());
        }
        for (String word : List.of("true", "false", "null")) {
            if (in.skip(word)) {
                return new Condition.Literal(
                        word.equals("null") ? Json.NODES.nullNode() : Json.NODES.booleanNode(word.equals("true")));
            }
        }
        if (in.peek() != '@' && in.peek() != '$') {
            throw in.wrong("a path such as @.name, a quoted text or a number is expected");
        }
        return new Condition.At(new PathParser(in, deeper()).path());
    }

    private int deeper() {
        if (depth >= DEEPEST) {
            throw in.wrong("the filter is nested too deeply");
        }
        return depth + 1;
    }

    private JsonNode number() {
        int whole = in.integer();
        if (!in.skip(".")) {
            return Json.NODES.numberNode(whole);
        }
        StringBuilder fraction = new StringBuilder().append(whole).append('.');
        while (Character.isDigit(in.peek())) {
            fraction.append(in.next());
        }
        try {
            return Json.NODES.numberNode(new BigDecimal(fraction.append('0').toString()));
        } catch (NumberFormatException e) {
            throw in.wrong("a number is expected");
        }
    }
}
