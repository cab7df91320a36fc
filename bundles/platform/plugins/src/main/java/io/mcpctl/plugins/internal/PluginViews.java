package io.mcpctl.plugins.internal;

import io.mcpctl.plugins.internal.PluginView.ReleaseView;
import io.mcpctl.plugins.internal.PluginView.Setting;
import io.mcpctl.plugins.internal.PluginView.State;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.osgi.framework.Bundle;

/** Shows plug-ins and the files that are none. */
record PluginViews(
        Deployer deployer,
        PluginFolder folder,
        Departure departure,
        Succession succession,
        PluginConfigurations configurations,
        Function<Running, Inspection> inspections) {

    /** By name. */
    List<PluginView> all() {
        List<PluginView> all = new ArrayList<>();
        List<Plugin> plugins = deployer.all();
        plugins.forEach(plugin -> all.add(of(plugin)));
        folder.refused().stream()
                .filter(refused -> plugins.stream().noneMatch(plugin -> explains(plugin, refused)))
                .forEach(refused -> all.add(of(refused)));
        all.sort(Comparator.comparing(PluginView::name));
        return all;
    }

    /** Whether the plug-in tells already why the file is not used. */
    private static boolean explains(Plugin plugin, PluginFolder.Refused refused) {
        return plugin.trouble().endsWith(refused.reason());
    }

    PluginView of(Plugin plugin) {
        PluginRecord record = plugin.record();
        Release release = record.release();
        Optional<Inspection> inspection = plugin.running().map(inspections);
        List<String> waiting = inspection.map(Inspection::waiting).orElse(List.of());
        String reason = plugin.trouble().isEmpty() ? String.join("; ", waiting) : plugin.trouble();
        return new PluginView(
                plugin.name(),
                release.version(),
                state(plugin, waiting),
                inspection.map(Inspection::provides).orElse(List.of()),
                release.source(),
                release.sha256(),
                Optional.of(release.installedAt()),
                reason.isEmpty() ? Optional.empty() : Optional.of(reason),
                record.releases().stream()
                        .map(each -> new ReleaseView(
                                each.version(), each.sha256(), each.source(), each.installedAt(), each.equals(release)))
                        .toList(),
                plugin.running()
                        .map(running -> settings(record, running.bundle()))
                        .orElse(List.of()),
                departure.inMemory(plugin.name()),
                departure.threadsLeft(plugin.name()),
                succession.inUse(plugin.name()));
    }

    private static State state(Plugin plugin, List<String> waiting) {
        if (!plugin.record().enabled()) {
            return State.disabled;
        }
        if (plugin.running().isEmpty()) {
            return State.failed;
        }
        return waiting.isEmpty() ? State.active : State.waiting;
    }

    private List<Setting> settings(PluginRecord record, Bundle bundle) {
        return configurations.declared(bundle).stream()
                .map(each -> new Setting(
                        each.name(),
                        each.type(),
                        Optional.ofNullable(record.settings().get(each.name()))
                                .map(value -> each.isPassword() ? "***" : value),
                        each.isPassword() ? "" : each.byDefault(),
                        Objects.requireNonNullElse(each.key().getDescription(), "")))
                .toList();
    }

    private static PluginView of(PluginFolder.Refused refused) {
        return new PluginView(
                refused.file(),
                "",
                State.refused,
                List.of(),
                refused.file(),
                "",
                Optional.empty(),
                Optional.of(refused.reason()),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }
}
