package io.mcpctl.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.cli.CliException;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.query.JsonPath;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The order that {@code --sort-by} asks for: numbers and ages by size, everything else by letters. */
record SortBy(String wish) {
    private static final Pattern AGE = Pattern.compile("(\\d{1,9})([smhd])");
    private static final Map<String, Integer> SECONDS = Map.of("s", 1, "m", 60, "h", 3600, "d", 86_400);
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}(\\.\\d{1,9})?");

    static Optional<SortBy> of(Invocation invocation) {
        return invocation.arguments().value("--sort-by").map(SortBy::new);
    }

    /** Whether the wish is a column of the table rather than a path. */
    boolean heading(ResourceTable table) {
        return column(table) >= 0;
    }

    private int column(ResourceTable table) {
        return table.columns().indexOf(wish.toUpperCase(Locale.ROOT));
    }

    ResourceTable table(ResourceTable table) {
        int column = column(table);
        List<List<String>> rows = new ArrayList<>(table.rows());
        rows.sort(Comparator.comparing(row -> column < row.size() ? row.get(column) : "", SortBy::compare));
        return new ResourceTable(table.columns(), rows);
    }

    /** By a value of the documents, which come in the order of the rows. */
    ResourceTable table(ResourceTable table, List<JsonNode> documents) {
        if (documents.stream().allMatch(document -> value(document).isEmpty()) && !documents.isEmpty()) {
            throw CliException.usage("--sort-by: \"" + wish + "\" is neither a column ("
                    + String.join(", ", table.columns()) + ") nor a member that any of them has");
        }
        int size = Math.min(documents.size(), table.rows().size());
        List<List<String>> rows = IntStream.range(0, size)
                .boxed()
                .sorted(Comparator.comparing(i -> value(documents.get(i)), SortBy::compare))
                .map(table.rows()::get)
                .toList();
        return new ResourceTable(table.columns(), rows);
    }

    List<JsonNode> documents(List<JsonNode> documents) {
        List<JsonNode> sorted = new ArrayList<>(documents);
        sorted.sort(Comparator.comparing(this::value, SortBy::compare));
        return sorted;
    }

    private String value(JsonNode document) {
        List<JsonNode> found = JsonPath.parse(path()).values(document);
        return found.isEmpty() || found.getFirst().isNull()
                ? ""
                : found.getFirst().asText();
    }

    /** A heading in capitals is the member of that name. */
    private String path() {
        return wish.equals(wish.toUpperCase(Locale.ROOT)) ? wish.toLowerCase(Locale.ROOT) : wish;
    }

    static int compare(String a, String b) {
        Optional<BigDecimal> first = size(a);
        Optional<BigDecimal> second = size(b);
        return first.isPresent() && second.isPresent() ? first.get().compareTo(second.get()) : a.compareTo(b);
    }

    private static Optional<BigDecimal> size(String text) {
        if (NUMBER.matcher(text).matches()) {
            return Optional.of(new BigDecimal(text));
        }
        Matcher age = AGE.matcher(text);
        return age.matches()
                ? Optional.of(BigDecimal.valueOf(Long.parseLong(age.group(1)) * SECONDS.getOrDefault(age.group(2), 1)))
                : Optional.empty();
    }
}
