package io.mcpctl.resources.api;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** Adds routes to the REST interface: register one as a service. A route without a permission cannot be written. */
@ConsumerType
public interface RouteProvider {
    /** Asked once, when the service appears. */
    List<Route<?>> routes();
}
