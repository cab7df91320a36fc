package io.mcpctl.resources.internal;

import io.mcpctl.identity.api.Permission;
import io.mcpctl.resources.api.Route;
import io.mcpctl.resources.api.RouteProvider;
import io.mcpctl.resources.api.Upload;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Every operation of the REST interface: those of the kinds and those of route providers, which come and go. */
@Component(service = RouteTable.class)
public final class RouteTable {
    private final KindRoutes kindRoutes;
    private final Kinds kinds;
    private final Map<RouteProvider, List<Operation>> provided = new ConcurrentHashMap<>();
    private final AtomicLong generation = new AtomicLong();
    private volatile @Nullable Index index;

    /** An operation and the values of its path variables. */
    record Match(Operation operation, Map<String, String> path) {}

    /**
     * The operations at one time, by number of segments; those of the same path stand together, more literal ones first.
     *
     * @param generation of the kinds and of the providers then
     * @param openApi the description of them, once somebody asked for it
     */
    private record Index(
            List<Long> generation,
            List<Operation> all,
            Map<Integer, List<Operation>> byLength,
            AtomicReference<byte[]> openApi) {}

    @Activate
    public RouteTable(@Reference KindRoutes kindRoutes, @Reference Kinds kinds) {
        this.kindRoutes = kindRoutes;
        this.kinds = kinds;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addProvider(RouteProvider provider) {
        provided.put(
                provider, provider.routes().stream().map(RouteTable::operation).toList());
        generation.incrementAndGet();
    }

    void removeProvider(RouteProvider provider) {
        provided.remove(provider);
        generation.incrementAndGet();
    }

    /** In path order. */
    List<Operation> all() {
        return index().all();
    }

    /** Operations whose path fits, with different methods; empty when the path is not known. */
    List<Match> match(List<String> segments) {
        List<Match> found = new ArrayList<>();
        @Nullable String path = null;
        for (Operation operation : index().byLength().getOrDefault(segments.size(), List.of())) {
            Map<String, String> values = operation.match(segments);
            if (values != null && (path == null || path.equals(operation.precedence()))) {
                path = operation.precedence();
                found.add(new Match(operation, values));
            }
        }
        return found;
    }

    private Index index() {
        Index now = index;
        List<Long> wanted = List.of(kinds.generation(), generation.get());
        if (now != null && now.generation().equals(wanted)) {
            return now;
        }
        List<Operation> all = new ArrayList<>(kindRoutes.operations());
        all.add(KindRoutes.general(
                "GET",
                "/openapi.json",
                "openapi.json",
                "read",
                "This description of the interface (OpenAPI 3.1).",
                exchange -> exchange.bytes(200, "application/json; charset=utf-8", openApi())));
        provided.values().forEach(all::addAll);
        all.sort(Comparator.comparing(Operation::precedence).thenComparing(Operation::method));
        Map<Integer, List<Operation>> byLength = new HashMap<>();
        all.forEach(o -> byLength.computeIfAbsent(o.template().size(), n -> new ArrayList<>())
                .add(o));
        Index fresh = new Index(wanted, List.copyOf(all), byLength, new AtomicReference<>());
        index = fresh;
        return fresh;
    }

    /** Made when it is first asked for, and again when routes came or went. */
    private byte[] openApi() {
        Index now = index();
        byte[] known = now.openApi().get();
        if (known == null) {
            known = OpenApi.of(now.all(), kinds.all());
            now.openApi().set(known);
        }
        return known;
    }

    private static <B extends Record> Operation operation(Route<B> route) {
        boolean uploads = route.body() == Upload.class;
        RecordSchema body = new RecordSchema(uploads ? Route.Nothing.class : route.body());
        boolean takesBody = !uploads && route.body() != Route.Nothing.class;
        Optional<RecordSchema> answer = route.answer() == Route.Nothing.class
                ? Optional.empty()
                : Optional.of(new RecordSchema(route.answer()));
        String verb = route.verb().isEmpty()
                ? switch (route.method()) {
                    case "POST" -> "create";
                    case "PUT" -> "update";
                    case "DELETE" -> "delete";
                    default -> "read";
                }
                : route.verb();
        return new Operation(
                route.method(),
                route.path(),
                route.permission(),
                route.status(),
                route.area().orElse(""),
                verb,
                uploads,
                takesBody ? Optional.of(body) : Optional.empty(),
                answer,
                Optional.empty(),
                route.doc(),
                exchange -> {
                    Record read = uploads
                            ? exchange.upload()
                            : takesBody ? Bodies.read(route.body(), body, exchange) : new Route.Nothing();
                    exchange.reply(
                            route.status(),
                            route.handler().handle(exchange.call(route.body().cast(read))));
                });
    }

    /** Whether the operation may be called without a bearer. */
    static boolean isOpen(Operation operation) {
        return operation.permission().equals(Permission.ANYONE);
    }
}
