package io.mcpctl.runtime.inframework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.resources.api.Default;
import io.mcpctl.resources.api.KindProvider;
import io.mcpctl.resources.api.Resource;
import io.mcpctl.resources.api.ResourceKind;
import io.mcpctl.resources.api.ResourceListener;
import io.mcpctl.resources.api.ResourceStore;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.common.service.ServiceAware;
import org.osgi.test.junit5.context.BundleContextExtension;
import org.osgi.test.junit5.service.ServiceExtension;

/** A kind is a service: while it is registered its resources can be stored, and listeners hear of them. */
@ExtendWith({BundleContextExtension.class, ServiceExtension.class})
class KindsComeAndGoTest {
    @TempDir
    static Path home;

    @InjectBundleContext
    BundleContext context;

    @InjectService
    ConfigurationAdmin configurations;

    @InjectService(cardinality = 0)
    ServiceAware<ResourceStore> stores;

    /** A kind over the table of users, with the members its columns need. */
    record Person(String email, @Default("\"\"") String name) {}

    private static final ResourceKind<Person> PERSON = ResourceKind.of("person", "persons", Person.class)
            .table("users")
            .naming(new ResourceKind.Naming.Composed(List.of()))
            .build();

    /** What a plug-in would contribute. */
    static final class Persons implements KindProvider<Person> {
        @Override
        public ResourceKind<Person> kind() {
            return PERSON;
        }
    }

    @BeforeEach
    void configureStore() throws Exception {
        configurations
                .getConfiguration("io.mcpctl.store", "?")
                .updateIfDifferent(new Hashtable<>(Map.of("home", home.toString())));
    }

    @Test
    void theStoreAppearsOnceItsDatabaseIsMigrated() throws Exception {
        assertNotNull(stores.waitForService(20_000), "no ResourceStore: the store component did not become active");
    }

    @Test
    void aRegisteredKindIsStoredAndItsListenersAreTold() throws Exception {
        ResourceStore store = stores.waitForService(20_000);
        List<String> told = new CopyOnWriteArrayList<>();
        ServiceRegistration<?> kind = context.registerService(KindProvider.class, new Persons(), null);
        ServiceRegistration<?> listener = context.registerService(
                ResourceListener.class,
                change -> told.add(change.kind() + " " + change.after().isPresent()),
                null);
        try {
            Resource<Person> stored = store.create(PERSON, "", new Person("a@example.invalid", "A"));
            ProblemException twice = assertThrows(
                    ProblemException.class, () -> store.create(PERSON, "", new Person("A@example.invalid", "B")));
            store.delete(PERSON, stored.id());

            assertEquals(ProblemKind.CONFLICT, twice.kind());
            assertTrue(store.find(PERSON, stored.id()).isEmpty());
            assertEquals(List.of("person true", "person false"), told);
        } finally {
            kind.unregister();
            listener.unregister();
        }
    }

    @Test
    void swappingAKindTwentyTimesLeavesNoServiceBehind() throws Exception {
        stores.waitForService(20_000);
        int before = users();

        for (int i = 0; i < 20; i++) {
            context.registerService(KindProvider.class, new Persons(), null).unregister();
        }

        assertEquals(before, users());
    }

    private int users() throws Exception {
        var references = context.getAllServiceReferences(KindProvider.class.getName(), null);
        return references == null ? 0 : references.length;
    }
}
