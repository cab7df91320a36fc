package io.mcpctl.resources.internal;

import io.mcpctl.identity.api.Principal;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** How often one caller may call the REST interface. */
@Component(service = RateLimits.class, configurationPid = "io.mcpctl.api")
@Designate(ocd = RateLimits.Config.class)
public final class RateLimits {
    private final Buckets callers;
    private final Buckets addresses;

    /** Settings of the REST interface. */
    @ObjectClassDefinition(name = "REST interface")
    public @interface Config {
        @AttributeDefinition(description = "Requests per second of one authenticated caller, at least 1.")
        int requests_per_second() default 600;

        @AttributeDefinition(description = "Requests per second without a valid bearer from one address, at least 1.")
        int anonymous_requests_per_second() default 10;
    }

    @Activate
    public RateLimits(Config config) {
        this(
                atLeastOne("api.requests.per.second", config.requests_per_second()),
                atLeastOne("api.anonymous.requests.per.second", config.anonymous_requests_per_second()));
    }

    RateLimits(int perCaller, int perAddress) {
        this.callers = new Buckets(perCaller, System::nanoTime);
        this.addresses = new Buckets(perAddress, System::nanoTime);
    }

    private static int atLeastOne(String key, int value) {
        if (value < 1) {
            throw new ProblemException(ProblemKind.INVALID, key + " is " + value + "; allowed are numbers from 1");
        }
        return value;
    }

    /** @throws ProblemException THROTTLED */
    void authenticated(Principal caller) {
        String name = caller.token().map(Principal.Token::sha).orElse(caller.name());
        require(callers, name, "this caller");
    }

    /** Counts a request that has no valid bearer. */
    void anonymous(String address) {
        require(addresses, address, "callers without a valid bearer");
    }

    private static void require(Buckets buckets, String key, String who) {
        if (!buckets.take(key)) {
            throw new ProblemException(
                    ProblemKind.THROTTLED,
                    "too many requests: " + who + " may send " + buckets.rate() + " per second; wait a second");
        }
    }
}
