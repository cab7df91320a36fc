package io.mcpctl.audit.internal;

import io.mcpctl.audit.internal.Views.Deleted;
import io.mcpctl.audit.internal.Views.EventPage;
import io.mcpctl.audit.internal.Views.Inserted;
import io.mcpctl.audit.internal.Views.LogPage;
import io.mcpctl.audit.internal.Views.SessionPage;
import io.mcpctl.identity.api.AccessControl;
import io.mcpctl.identity.api.Action;
import io.mcpctl.identity.api.Permission;
import io.mcpctl.identity.api.Principal;
import io.mcpctl.resources.api.Call;
import io.mcpctl.resources.api.Doc;
import io.mcpctl.resources.api.Reply;
import io.mcpctl.resources.api.Route;
import io.mcpctl.resources.api.Route.Nothing;
import io.mcpctl.resources.api.RouteProvider;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Questions about the trail, events of proxies, and purges. Who may not view rbac sees what is his own. */
@Component
public final class AuditRoutes implements RouteProvider {
    /** Verb of the route that proxies send events to; it is no action of a user. */
    static final String RECORD = "record";

    private static final Permission EVERYTHING = Permission.on(Action.view, "rbac");
    private static final Permission PURGE = new Permission.Operation("audit-purge");

    private final AuditTables tables;
    private final EntryWriter writer;
    private final AccessControl access;

    @Activate
    public AuditRoutes(@Reference AuditTables tables, @Reference EntryWriter writer, @Reference AccessControl access) {
        this.tables = tables;
        this.writer = writer;
        this.access = access;
    }

    /** Body of a purge. */
    record Purge(
            @Doc("Rows from before this time are deleted.") Instant olderThan) {}

    @Override
    public List<Route<?>> routes() {
        return List.of(
                Route.get(
                        "/audit-logs",
                        Permission.AUTHENTICATED,
                        LogPage.class,
                        "What users did, newest first; ?userId= &action= &resource= &resourceId= &from= &to= &limit="
                                + " &offset=.",
                        this::logs),
                Route.get(
                        "/audit/events",
                        Permission.AUTHENTICATED,
                        EventPage.class,
                        "What happened in sessions, newest first; ?sessionId= &projectName= &eventKind= &source="
                                + " &correlationId= &parentEventId= &serverName= &userName= &tokenName= &tokenSha="
                                + " &from= &to= &limit= &offset=.",
                        this::events),
                Route.get(
                        "/audit/sessions",
                        Permission.AUTHENTICATED,
                        SessionPage.class,
                        "Sessions, latest first; ?projectName= &userName= &from= &to= &limit= &offset=.",
                        this::sessions),
                Route.post(
                                "/audit/events",
                                Permission.AUTHENTICATED,
                                EventBatch.class,
                                Inserted.class,
                                "Stores an array of at most 500 events, all of them or none.",
                                this::store)
                        .status(201)
                        .verb(RECORD),
                Route.post(
                                "/audit-logs/purge",
                                PURGE,
                                Purge.class,
                                Deleted.class,
                                "Deletes old rows of the action log.",
                                (Call<Purge> call) -> Reply.of(
                                        new Deleted(tables.purgeLogs(call.body().olderThan()))))
                        .verb("purge"),
                Route.post(
                                "/audit/events/purge",
                                PURGE,
                                Purge.class,
                                Deleted.class,
                                "Deletes old events.",
                                (Call<Purge> call) -> Reply.of(new Deleted(
                                        tables.purgeEvents(call.body().olderThan()))))
                        .verb("purge"));
    }

    private Reply logs(Call<Nothing> call) {
        Window window = Window.of(call);
        Filter filter = new Filter()
                .either("user_id", "user_name", call.parameter("userId"))
                .equal("action", call.parameter("action"))
                .equal("resource", call.parameter("resource"))
                .either("resource_id", "resource_name", call.parameter("resourceId"))
                .equal("user_name", own(call.caller()))
                .within("created_at", window.from(), window.to());
        return Reply.of(tables.logs(filter, window));
    }

    private Reply events(Call<Nothing> call) {
        Window window = Window.of(call);
        Filter filter = new Filter()
                .equal("session_id", call.parameter("sessionId"))
                .equal("project_name", call.parameter("projectName"))
                .equal("event_kind", call.parameter("eventKind"))
                .equal("source", call.parameter("source"))
                .equal("correlation_id", call.parameter("correlationId"))
                .equal("parent_event_id", call.parameter("parentEventId"))
                .equal("server_name", call.parameter("serverName"))
                .equal("user_name", call.parameter("userName"))
                .equal("token_name", call.parameter("tokenName"))
                .equal("token_sha", call.parameter("tokenSha"))
                .equal("user_name", own(call.caller()))
                .within("event_time", window.from(), window.to());
        return Reply.of(tables.events(filter, window));
    }

    private Reply sessions(Call<Nothing> call) {
        Window window = Window.of(call);
        Filter filter = new Filter()
                .not("session_id", "")
                .equal("project_name", call.parameter("projectName"))
                .equal("user_name", call.parameter("userName"))
                .equal("user_name", own(call.caller()))
                .within("event_time", window.from(), window.to());
        return Reply.of(tables.sessions(filter, window));
    }

    private Reply store(Call<EventBatch> call) {
        List<Entry> entries = EventIntake.entries(call.body(), call.caller(), access.allows(call.caller(), EVERYTHING));
        try {
            writer.write(entries);
        } catch (SQLException e) {
            throw AuditTables.unavailable(e);
        }
        return Reply.of(new Inserted(entries.size()));
    }

    /** The only user whose rows the caller may see; empty for all. */
    private Optional<String> own(Principal caller) {
        return access.allows(caller, EVERYTHING) ? Optional.empty() : Optional.of(caller.name());
    }
}
