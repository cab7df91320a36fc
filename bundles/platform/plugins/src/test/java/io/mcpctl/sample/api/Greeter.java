package io.mcpctl.sample.api;

import io.mcpctl.plugins.api.ExtensionPoint;

/** An SPI as areas have them. */
@ExtensionPoint(family = "greeter", key = "greeter.name")
public interface Greeter {
    String greet(String name);
}
