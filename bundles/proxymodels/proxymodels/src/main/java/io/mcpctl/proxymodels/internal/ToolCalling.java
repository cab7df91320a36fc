package io.mcpctl.proxymodels.internal;

import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Json;
import io.mcpctl.jsonrpc.api.Member;
import io.mcpctl.jsonrpc.api.Messages;
import io.mcpctl.jsonrpc.api.Span;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.proxymodel.api.CallDecision;
import io.mcpctl.proxymodel.api.OnToolCallAfter;
import io.mcpctl.proxymodel.api.OnToolCallBefore;
import io.mcpctl.proxymodel.api.ToolCall;
import io.mcpctl.proxymodel.api.ToolResult;
import io.mcpctl.proxymodel.api.VirtualTool;
import io.mcpctl.proxymodel.gateway.api.ProjectRules;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers one call of a tool: drill-down, virtual tools, the hook before, the server, the hook after. */
final class ToolCalling {
    private static final Logger LOG = LoggerFactory.getLogger(ToolCalling.class);
    private static final String RESULT_ID = "_resultId";
    private static final String SECTION = "_section";

    private final Guard guard;
    private final Use use;
    private final SessionContext context;
    private final ProjectRules rules;
    private final SectionStore sections;
    private final UnaryOperator<byte[]> onward;

    ToolCalling(
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
        Optional<String> name = request.text(Member.PARAMS_NAME);
        if (name.isEmpty()) {
            return onward.apply(request.message());
        }
        Map<String, Span> arguments = Wire.argumentMembers(request);
        if (!arguments.containsKey(RESULT_ID) && !arguments.containsKey(SECTION)) {
            return call(request, name.get());
        }
        Optional<String> resultId = member(request, arguments, RESULT_ID);
        if (resultId.isPresent()) {
            return Wire.result(
                    request,
                    new DrillDown(sections)
                            .answer(name.get(), resultId.get(), member(request, arguments, SECTION))
                            .json());
        }
        LOG.atWarn().addKeyValue("tool", name.get()).log("_section without _resultId left out of a call");
        return call(Envelope.scan(plain(request, arguments)), name.get());
    }

    private static Optional<String> member(Envelope request, Map<String, Span> arguments, String key) {
        return Optional.ofNullable(arguments.get(key))
                .flatMap(span -> Json.text(request.message(), span))
                .filter(text -> !text.isBlank());
    }

    private static byte[] plain(Envelope request, Map<String, Span> arguments) {
        Map<String, byte[]> kept = new LinkedHashMap<>();
        arguments.forEach((key, span) -> {
            if (!key.equals(RESULT_ID) && !key.equals(SECTION)) {
                kept.put(key, span.of(request.message()));
            }
        });
        return Wire.withArguments(request, new String(Messages.object(kept), StandardCharsets.UTF_8));
    }

    private byte[] call(Envelope request, String name) {
        if (name.equals(Contents.READER)) {
            return Wire.result(
                    request,
                    ToolResult.error(
                                    "\"_resultId\" is missing. Give the one of a content that was split into sections.")
                            .json());
        }
        Optional<VirtualTool> virtual = context.tools().find(name);
        Optional<String> before = use.owner(Hook.onToolCallBefore);
        Optional<String> after = use.owner(Hook.onToolCallAfter);
        if (virtual.isEmpty() && before.isEmpty() && after.isEmpty()) {
            return onward.apply(request.message());
        }
        ToolCall call = described(request, name);
        CallDecision decision = before.isEmpty() ? CallDecision.PASS : before(before.get(), call);
        return switch (decision) {
            case CallDecision.Answer answer ->
                Wire.result(request, answer.result().json());
            case CallDecision.Pass pass -> go(request, call, virtual, after);
            case CallDecision.Forward forward ->
                go(
                        Envelope.scan(Wire.withArguments(request, forward.arguments())),
                        new ToolCall(name, call.server(), call.tool(), forward.arguments()),
                        virtual,
                        after);
        };
    }

    private ToolCall described(Envelope request, String name) {
        String server = ToolNames.server(rules, name);
        return new ToolCall(name, server, ToolNames.own(rules, server, name), Wire.arguments(request));
    }

    private CallDecision before(String owner, ToolCall call) {
        Plugin plugin = Plugin.model(owner, Hook.onToolCallBefore.name());
        try {
            return guard.here(plugin, Binding.HOOK_LIMIT, watch -> {
                CallDecision decision = use.hook(owner, OnToolCallBefore.class).onToolCallBefore(context, call);
                switch (decision) {
                    case CallDecision.Answer answer ->
                        Wire.checked(plugin, answer.result().json());
                    case CallDecision.Forward forward -> Wire.checked(plugin, forward.arguments());
                    case CallDecision.Pass pass -> {} // nothing to check
                    case null -> {} // told by the guard
                }
                return decision;
            });
        } catch (PluginFailure e) {
            throw new ProblemException(ProblemKind.INTERNAL, String.valueOf(e.getMessage()), e);
        }
    }

    private byte[] go(Envelope request, ToolCall call, Optional<VirtualTool> virtual, Optional<String> after) {
        byte[] answer = virtual.isPresent() ? virtual(request, call, virtual.get()) : onward.apply(request.message());
        return after.isEmpty() ? answer : after(after.get(), call, answer);
    }

    private byte[] virtual(Envelope request, ToolCall call, VirtualTool tool) {
        Optional<String> fault = Arguments.fault(tool.inputSchema(), call.arguments());
        if (fault.isPresent()) {
            return Wire.result(
                    request,
                    ToolResult.error("The arguments of " + call.name() + " are wrong: " + fault.get() + ".")
                            .json());
        }
        Plugin plugin = Plugin.model(context.model(), "tool \"" + call.name() + '"');
        try {
            String result = guard.apart(
                    plugin,
                    Binding.HOOK_LIMIT,
                    watch -> Wire.checked(
                            plugin, tool.handler().call(call.arguments()).json()));
            return Wire.result(request, result);
        } catch (PluginFailure e) {
            return Wire.result(
                    request, ToolResult.error(String.valueOf(e.getMessage())).json());
        }
    }

    /** Only whole results are seen: questions to the client, tasks and errors pass. */
    private byte[] after(String owner, ToolCall call, byte[] answer) {
        Envelope read = Envelope.scan(answer);
        Optional<Span> span = read.span(Member.RESULT).filter(result -> answer[result.start()] == '{');
        boolean whole = !read.has(Member.RESULT_TYPE) || read.is(Member.RESULT_TYPE, "\"complete\"");
        if (span.isEmpty() || !whole) {
            return answer;
        }
        ToolResult result = new ToolResult(Wire.text(answer, span.get()));
        Plugin plugin = Plugin.model(owner, Hook.onToolCallAfter.name());
        try {
            ToolResult now = guard.here(plugin, Binding.HOOK_LIMIT, watch -> {
                ToolResult returned = use.hook(owner, OnToolCallAfter.class).onToolCallAfter(context, call, result);
                if (returned != null && returned != result) {
                    Wire.checked(plugin, returned.json());
                }
                return returned;
            });
            return now.equals(result)
                    ? answer
                    : read.with(Member.RESULT, now.json().strip().getBytes(StandardCharsets.UTF_8));
        } catch (PluginFailure e) {
            LOG.atWarn().addKeyValue("reason", e.getMessage()).log("result of a tool passed without its hook");
            return answer;
        }
    }
}
