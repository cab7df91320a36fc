package io.mcpctl.proxymodels.internal;

import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Member;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.proxymodel.api.ListEntry;
import io.mcpctl.proxymodel.api.OnPromptGet;
import io.mcpctl.proxymodel.api.OnPromptsList;
import io.mcpctl.proxymodel.api.OnResourceRead;
import io.mcpctl.proxymodel.api.OnResourcesList;
import io.mcpctl.proxymodel.api.OnToolsList;
import io.mcpctl.proxymodel.gateway.api.ProjectRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers one request with the hooks of its model around it. */
final class Answering {
    private static final Logger LOG = LoggerFactory.getLogger(Answering.class);
    private static final String READER_SCHEMA =
            "{\"type\":\"object\",\"properties\":{\"_resultId\":{\"type\":\"string\"},"
                    + "\"_section\":{\"type\":\"string\"}},\"required\":[\"_resultId\"]}";

    private final Guard guard;
    private final Use use;
    private final SessionContext context;
    private final ProjectRules rules;
    private final SectionStore sections;
    private final UnaryOperator<byte[]> onward;

    /** A list hook, whatever it lists. */
    @FunctionalInterface
    private interface ListHook<H> {
        List<ListEntry> call(H hook, List<ListEntry> entries) throws Exception;
    }

    Answering(
            Guard guard,
            Use use,
            SessionContext context,
            ProjectRules rules,
            SectionStore sections,
            UnaryOperator<byte[]> onward) {
        this.guard = guard;
        this.use = use;
        this.context = context;
        this.rules = rules;
        this.sections = sections;
        this.onward = onward;
    }

    byte[] answer(Envelope request) {
        return switch (request.method()) {
            case "tools/call" -> new ToolCalling(guard, use, context, rules, sections, onward).answer(request);
            case "tools/list" -> tools(request);
            case "resources/list" ->
                list(
                        request,
                        Member.RESULT_RESOURCES,
                        "uri",
                        List.of(),
                        Hook.onResourcesList,
                        OnResourcesList.class,
                        (hook, entries) -> hook.onResourcesList(context, entries));
            case "prompts/list" ->
                list(
                        request,
                        Member.RESULT_PROMPTS,
                        "name",
                        List.of(),
                        Hook.onPromptsList,
                        OnPromptsList.class,
                        (hook, entries) -> hook.onPromptsList(context, entries));
            case "resources/read" -> read(request);
            case "prompts/get" -> prompt(request);
            default -> onward.apply(request.message());
        };
    }

    private byte[] tools(Envelope request) {
        List<ListEntry> own = new ArrayList<>(context.tools().entries());
        if (sections.has(Contents.READER)) {
            own.add(VirtualTools.entry(Contents.READER, "Reads sections of a long resource or prompt.", READER_SCHEMA));
        }
        byte[] answer = list(
                request,
                Member.RESULT_TOOLS,
                "name",
                own,
                Hook.onToolsList,
                OnToolsList.class,
                (hook, entries) -> hook.onToolsList(context, entries));
        return use.owner(Hook.onToolCallAfter).isPresent() ? SectionParameters.added(answer) : answer;
    }

    private <H> byte[] list(
            Envelope request,
            Member array,
            String identity,
            List<ListEntry> own,
            Hook hook,
            Class<H> type,
            ListHook<H> call) {
        byte[] answer = onward.apply(request.message());
        Optional<String> owner = use.owner(hook);
        if (owner.isEmpty() && own.isEmpty()) {
            return answer;
        }
        Envelope read = Envelope.scan(answer);
        if (!read.has(array)) {
            return answer; // an error
        }
        List<ListEntry> offered = new ArrayList<>(own);
        offered.addAll(Wire.entries(read, array, identity, rules));
        List<ListEntry> shown = owner.isEmpty() ? offered : hooked(hook, owner.get(), type, call, offered);
        return shown.equals(offered) && own.isEmpty() ? answer : Wire.withEntries(read, array, shown);
    }

    private <H> List<ListEntry> hooked(
            Hook hook, String owner, Class<H> type, ListHook<H> call, List<ListEntry> offered) {
        Plugin plugin = Plugin.model(owner, hook.name());
        try {
            return guard.here(
                    plugin,
                    Binding.HOOK_LIMIT,
                    watch -> Wire.checked(plugin, List.copyOf(call.call(use.hook(owner, type), offered))));
        } catch (PluginFailure e) {
            LOG.atWarn().addKeyValue("reason", e.getMessage()).log("list shown without its hook");
            return offered;
        }
    }

    private byte[] read(Envelope request) {
        String uri = request.text(Member.PARAMS_URI).orElse("");
        Optional<String> owner = use.owner(Hook.onResourceRead);
        return owner.isEmpty()
                ? onward.apply(request.message())
                : around(request, owner.get(), Hook.onResourceRead, passage -> use.hook(
                                owner.get(), OnResourceRead.class)
                        .onResourceRead(context, uri, passage));
    }

    private byte[] prompt(Envelope request) {
        String name = request.text(Member.PARAMS_NAME).orElse("");
        Optional<String> owner = use.owner(Hook.onPromptGet);
        return owner.isEmpty()
                ? onward.apply(request.message())
                : around(request, owner.get(), Hook.onPromptGet, passage -> use.hook(owner.get(), OnPromptGet.class)
                        .onPromptGet(context, name, Wire.arguments(request), passage));
    }

    /** A hook that is given the way on. */
    @FunctionalInterface
    private interface Around {
        String call(Passage passage) throws Exception;
    }

    private byte[] around(Envelope request, String owner, Hook hook, Around call) {
        Plugin plugin = Plugin.model(owner, hook.name());
        Passage[] passage = new Passage[1];
        try {
            String result = guard.here(plugin, Binding.HOOK_LIMIT, watch -> {
                passage[0] = new Passage(request.message(), onward, watch);
                return Wire.checked(plugin, call.call(passage[0]));
            });
            return passage[0].answer(result).orElseGet(() -> Wire.result(request, result));
        } catch (PluginFailure e) {
            Passage way = passage[0];
            return Optional.ofNullable(way)
                    .flatMap(Passage::refusal)
                    .orElseThrow(() -> new ProblemException(ProblemKind.INTERNAL, String.valueOf(e.getMessage()), e));
        }
    }
}
