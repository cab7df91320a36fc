package io.mcpctl.resources.internal;

import io.mcpctl.resources.api.CallListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The directory of those who follow requests; a failing one costs nobody else anything. */
@Component(service = CallListeners.class)
public final class CallListeners {
    private static final Logger log = LoggerFactory.getLogger(CallListeners.class);

    private final List<CallListener> all = new CopyOnWriteArrayList<>();

    @Activate
    public CallListeners() {}

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addListener(CallListener listener) {
        all.add(listener);
    }

    void removeListener(CallListener listener) {
        all.remove(listener);
    }

    void tell(CallListener.Served call) {
        for (CallListener listener : all) {
            try {
                listener.served(call);
            } catch (RuntimeException e) {
                log.atError().setCause(e).log("a listener of calls failed");
            }
        }
    }
}
