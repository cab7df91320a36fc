/**
 * Tests for plug-ins. {@code ...Contract} classes hold what a provider of a family promises: a test extends one of them
 * and gives an instance. {@link io.mcpctl.testkit.PluginContract} tests the jar in a framework with the deployer, as the
 * daemon would run it. {@code Fake...} classes stand for what the daemon hands to a provider.
 */
@NullMarked
package io.mcpctl.testkit;

import org.jspecify.annotations.NullMarked;
