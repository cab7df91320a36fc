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
        List<AccessEntry> access,

        @Doc("External identity provider the user comes from; reserved, decides nothing yet.")
        @Range(min = 1, max = 200)
        Optional<String> provider,

        @Doc("Id of the user at that provider; reserved, decides nothing yet.") @Range(min = 1, max = 500)
        Optional<String> externalId) {

    /** Legacy display value. */
    public enum Role {
        USER,
        ADMIN
    }

    static UserSpec of(String name, Optional<String> passwordHash) {
        return new UserSpec(
                name,
                Optional.empty(),
                Role.USER,
                passwordHash,
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    UserSpec withHash(Optional<String> hash) {
        return new UserSpec(name, Optional.empty(), role, hash, groups, access, provider, externalId);
    }

    UserSpec shown(List<String> itsGroups, List<AccessEntry> itsAccess) {
        return new UserSpec(name, password, role, passwordHash, itsGroups, itsAccess, provider, externalId);
    }

    /** Passwords and hashes end in no log. */
    @Override
    public String toString() {
        return "UserSpec[" + name + "]";
    }
}
