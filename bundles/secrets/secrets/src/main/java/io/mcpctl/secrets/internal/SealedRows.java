package io.mcpctl.secrets.internal;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.store.api.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Which keys the rows of the database were sealed with. */
record SealedRows(Database database) {

    /** Name of one secret for each id of a key. All values of a row are written at once, so the first tells. */
    Map<String, String> byKeyId() {
        Map<String, String> found = new TreeMap<>();
        try (Connection connection = database.connect();
                PreparedStatement select = connection.prepareStatement("select name, data from secrets")) {
            select.setFetchSize(200);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    String name = row.getString(1);
                    Optional<String> id = Sealed.firstKeyId(row.getString(2));
                    id.ifPresent(key -> found.putIfAbsent(key, name));
                }
            }
            connection.rollback();
        } catch (SQLException e) {
            throw new ProblemException(ProblemKind.UNAVAILABLE, "the stored secrets cannot be read", e);
        }
        return found;
    }
}
