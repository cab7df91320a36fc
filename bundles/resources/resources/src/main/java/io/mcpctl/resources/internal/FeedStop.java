package io.mcpctl.resources.internal;

import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Ends all watches as soon as the framework begins to stop, so that the HTTP listener need not wait for them. */
@Component(service = FeedStop.class, immediate = true)
public final class FeedStop implements SynchronousBundleListener {
    private final BundleContext context;
    private final ChangeFeed feed;

    @Activate
    public FeedStop(BundleContext context, @Reference ChangeFeed feed) {
        this.context = context;
        this.feed = feed;
        context.addBundleListener(this);
    }

    @Deactivate
    void close() {
        context.removeBundleListener(this);
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        if (event.getType() == BundleEvent.STOPPING && event.getBundle().getBundleId() == 0) {
            feed.close();
        }
    }
}
