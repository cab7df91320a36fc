package io.mcpctl.audit.internal;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Conditions that rows must meet. Columns are words of this program, values are always parameters. */
final class Filter {
    private final List<String> conditions = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    Filter equal(String column, Optional<String> value) {
        value.ifPresent(v -> add(column + " = ?", v));
        return this;
    }

    /** For what can be written as id or as name. */
    Filter either(String column, String other, Optional<String> value) {
        value.ifPresent(v -> {
            conditions.add("(" + column + " = ? or " + other + " = ?)");
            values.add(v);
            values.add(v);
        });
        return this;
    }

    Filter not(String column, String value) {
        add(column + " <> ?", value);
        return this;
    }

    /** Both ends included. */
    Filter within(String column, Optional<Instant> from, Optional<Instant> to) {
        from.ifPresent(time -> add(column + " >= ?", time.atOffset(ZoneOffset.UTC)));
        to.ifPresent(time -> add(column + " <= ?", time.atOffset(ZoneOffset.UTC)));
        return this;
    }

    private void add(String condition, Object value) {
        conditions.add(condition);
        values.add(value);
    }

    String where() {
        return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
    }

    /** Returns the next free index. */
    int bind(PreparedStatement statement) throws SQLException {
        int index = 1;
        for (Object value : values) {
            statement.setObject(index++, value);
        }
        return index;
    }
}
