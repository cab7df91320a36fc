package io.mcpctl.identity.internal;

import io.mcpctl.resources.api.Computed;
import io.mcpctl.resources.api.Default;
import io.mcpctl.resources.api.Doc;
import io.mcpctl.resources.api.Hidden;
import io.mcpctl.resources.api.Linked;
import io.mcpctl.resources.api.Range;
import java.util.List;
import java.util.Optional;

/** A person who can log in; named by e-mail address. */
public record UserSpec(
        @Doc("Name for people.") @Default("\"\"") @Range(max = 200)
        String name,

        @Doc("Password, 8 characters to 72 bytes; written only, never shown.") @Linked @Range(min = 8, max = 72)
        Optional<String> password,

        @Doc("Display value of older versions; decides nothing.") @Default("\"USER\"")
        Role role,

        @Doc("bcrypt hash of the password.") @Hidden Optional<String> passwordHash,

        @Doc("Groups the user belongs to.") @Computed @Default("[]")
        List<String> groups,

        @Doc("Everything the user may do, and by which definition and group.") @Computed @Default("[]")
        List<AccessEntry> access) {

    /** Legacy display value. */
    public enum Role {
        USER,
        ADMIN
    }

    static UserSpec of(String name, Optional<String> passwordHash) {
        return new UserSpec(name, Optional.empty(), Role.USER, passwordHash, List.of(), List.of());
    }

    UserSpec withHash(Optional<String> hash) {
        return new UserSpec(name, Optional.empty(), role, hash, groups, access);
    }

    UserSpec shown(List<String> itsGroups, List<AccessEntry> itsAccess) {
        return new UserSpec(name, password, role, passwordHash, itsGroups, itsAccess);
    }

    /** Passwords and hashes end in no log. */
    @Override
    public String toString() {
        return "UserSpec[" + name + "]";
    }
}
