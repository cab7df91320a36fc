package io.mcpctl.identity.internal;

import io.mcpctl.resources.api.ResourceKind;
import io.mcpctl.resources.api.ResourceKind.Naming;
import java.util.List;

/** The descriptions of the kinds of this area. */
final class Kinds {
    /** Owner of what nobody who logged in created; the schema holds it from the start. */
    static final String SYSTEM_USER = "system@mcpctl.local";

    static final String SYSTEM_USER_ID = "csystem00000000000000user";

    private static final String EMAIL =
            "[A-Za-z0-9.!#$%&'*+=?^_`{|}~-]{1,64}@[A-Za-z0-9]([A-Za-z0-9.-]{0,250}[A-Za-z0-9])?";

    static final ResourceKind<UserSpec> USER = ResourceKind.of("user", "users", UserSpec.class)
            .naming(new Naming.Named("email", EMAIL, "an e-mail address", true))
            .applyOrder(60)
            .column("EMAIL", "email")
            .column("NAME", "name")
            .column("GROUPS", "groups")
            .wideColumn("AGE", "age")
            .doc("A person who can log in.")
            .build();

    static final ResourceKind<GroupSpec> GROUP = ResourceKind.of("group", "groups", GroupSpec.class)
            .applyOrder(70)
            .column("NAME", "name")
            .column("MEMBERS", "members")
            .column("DESCRIPTION", "description")
            .wideColumn("AGE", "age")
            .doc("Users that rules can speak of together.")
            .build();

    /** Not offered to users: groups show it as their members. */
    static final ResourceKind<MemberSpec> MEMBER = ResourceKind.of("groupmember", "groupmembers", MemberSpec.class)
            .table("group_members")
            .naming(new Naming.Composed(List.of("group", "user")))
            .build();

    static final ResourceKind<RbacSpec> RBAC = ResourceKind.of("rbac", "rbac-definitions", RbacSpec.class)
            .aliases("rbac-definition")
            .table("rbac_definitions")
            .rules("rbac", "name")
            .applyOrder(130)
            .column("NAME", "name")
            .column("SUBJECTS", "subjects")
            .column("BINDINGS", "roleBindings")
            .wideColumn("AGE", "age")
            .doc("Who may do what: subjects and the bindings they have.")
            .build();

    static final ResourceKind<TokenSpec> TOKEN = ResourceKind.of("mcptoken", "mcptokens", TokenSpec.class)
            .aliases("token")
            .table("mcp_tokens")
            .naming(new Naming.Scoped(
                    "(?!introspect$)[a-z0-9]([a-z0-9._-]{0,98}[a-z0-9])?",
                    "lower-case letters, digits, '.', '_' and '-', at most 100 characters, first and last a letter or"
                            + " digit, and not 'introspect', which is reserved",
                    List.of("project")))
            .immutable()
            .applyOrder(120)
            .column("NAME", "name")
            .column("PROJECT", "project")
            .column("PREFIX", "tokenPrefix")
            .column("CREATED", "createdAt")
            .column("LAST-USED", "lastUsedAt")
            .column("EXPIRES", "expiresAt")
            .column("STATUS", "status")
            .wideColumn("OWNER", "owner")
            .wideColumn("AGE", "age")
            .doc("A bearer that reaches one project.")
            .build();

    private Kinds() {}
}
