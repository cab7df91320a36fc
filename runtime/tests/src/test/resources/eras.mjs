// Uses what both eras of the protocol have, with the official client in one of them, and prints what came back as JSON.
// Arguments: the era ("modern" or "legacy"), the prefix of names, the URL.
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';

const [era, prefix, url] = process.argv.slice(2);
const asked = [];
const progress = [];
const logs = [];
const client = new Client({ name: 'eras-test', version: '1.0.0' }, {
  capabilities: { sampling: {}, elicitation: {}, roots: {} },
  versionNegotiation: { mode: era === 'modern' ? { pin: '2026-07-28' } : 'legacy' },
});
client.setRequestHandler('sampling/createMessage', async () => {
  asked.push('sampling');
  return { model: 'test', role: 'assistant', content: { type: 'text', text: 'forty-two' } };
});
client.setRequestHandler('elicitation/create', async () => {
  asked.push('elicitation');
  return { action: 'accept', content: { response: 'blue' } };
});
client.setRequestHandler('roots/list', async () => {
  asked.push('roots');
  return { roots: [{ uri: 'file:///eras', name: 'eras' }] };
});
const waiting = new Map();
const heard = (what) => new Promise((resolve) => waiting.set(what, resolve));
client.setNotificationHandler('notifications/message', (message) => { logs.push(message.params.data); });
client.setNotificationHandler('notifications/tools/list_changed', () => { waiting.get('tools')?.('changed'); });
client.setNotificationHandler('notifications/resources/updated', (message) => { waiting.get('resource')?.(message.params.uri); });

const call = (name, args = {}, options = {}, more = {}) =>
  client.callTool({ name: prefix + name, arguments: args, ...more }, { timeout: 30_000, ...options });
const within = (promise, ms, what) => {
  let timer;
  const limit = new Promise((_, reject) => { timer = setTimeout(() => reject(new Error(`not within ${ms} ms: ${what}`)), ms); });
  return Promise.race([promise, limit]).finally(() => clearTimeout(timer));
};
const watch = async (filter) => {
  if (era === 'modern') return client.listen(filter);
  for (const uri of filter.resourceSubscriptions ?? []) await client.subscribeResource({ uri });
  return { close: async () => {}, honoredFilter: filter };
};

const features = {
  tools: async () => (await client.listTools()).tools.map((tool) => tool.name),
  echo: () => call('echo', { message: 'héllo' }),
  progress: async () => {
    const result = await call('test_tool_with_progress', {}, { onprogress: (one) => progress.push(one.progress) });
    return { progress, result };
  },
  sampling: () => call('test_sampling', { prompt: 'What is the answer?' }),
  elicitation: () => call('test_elicitation', { message: 'Which colour?' }),
  roots: () => call('nasty_needs_roots'),
  logging: async () => {
    if (era === 'legacy') await client.setLoggingLevel('info');
    await call('test_tool_with_logging', {}, {}, { _meta: { 'io.modelcontextprotocol/logLevel': 'info' } });
    return { logs };
  },
  resource: () => client.readResource({ uri: 'test://static-text' }),
  missing: () => client.readResource({ uri: 'test://no-such-thing' }),
  prompt: () => client.getPrompt({ name: prefix + 'test_prompt_with_arguments', arguments: { arg1: 'a', arg2: 'b' } }),
  completion: () => client.complete({
    ref: { type: 'ref/prompt', name: prefix + 'test_prompt_with_arguments' },
    argument: { name: 'arg1', value: 'par' } }),
  unknownTool: () => call('no-such-tool'),
  changes: async () => {
    const subscription = await watch({ toolsListChanged: true, resourceSubscriptions: ['test://watched-resource'] });
    const [tools, resource] = [heard('tools'), heard('resource')];
    await call('nasty_touch', { uri: 'test://watched-resource' });
    await call('test_trigger_tool_change');
    const result = { resource: await within(resource, 10_000, 'an update'), tools: await within(tools, 10_000, 'a change'),
      honored: subscription.honoredFilter };
    await subscription.close();
    return result;
  },
  cancelled: async () => {
    const key = `${era}-${Date.now()}`;
    const abort = new AbortController();
    const hanging = call('nasty_hang', { key }, { signal: abort.signal }).catch(() => 'ended');
    setTimeout(() => abort.abort(), 500);
    await within(hanging, 10_000, 'the end of a cancelled call');
    const end = Date.now() + 20_000;
    for (;;) {
      const seen = (await call('nasty_seen')).content[0].text;
      if (seen.includes(key)) return 'seen';
      if (Date.now() > end) return seen;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  },
};

const results = {};
await within(client.connect(new StreamableHTTPClientTransport(new URL(url))), 40_000, 'connect');
results.revision = client.getNegotiatedProtocolVersion?.();
for (const [name, use] of Object.entries(features)) {
  try {
    results[name] = await use();
  } catch (error) {
    results[name] = { failed: String(error), code: error.code };
  }
}
results.asked = asked;
process.stdout.write(JSON.stringify(results) + '\n', () => process.exit(0));
