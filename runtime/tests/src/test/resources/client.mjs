// Uses every feature of an endpoint once, with the official client, and prints what came back as one JSON object.
// Arguments: the prefix of names, then "http <url>" or "stdio <command> [argument...]".
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import * as types from '@modelcontextprotocol/sdk/types.js';

const [prefix, kind, target, ...rest] = process.argv.slice(2);
const transport = kind === 'http'
  ? new StreamableHTTPClientTransport(new URL(target))
  : new StdioClientTransport({ command: target, args: rest, env: process.env, stderr: 'inherit' });

const client = new Client(
  { name: 'product-test', version: '1.0.0' },
  { capabilities: { sampling: {}, elicitation: {}, roots: { listChanged: true } } });

const asked = [];
client.setRequestHandler(types.CreateMessageRequestSchema, async () => {
  asked.push('sampling');
  return { model: 'test-model', role: 'assistant', content: { type: 'text', text: 'forty-two' } };
});
client.setRequestHandler(types.ElicitRequestSchema, async () => {
  asked.push('elicitation');
  return { action: 'accept', content: { name: 'Ada', check: true } };
});
client.setRequestHandler(types.ListRootsRequestSchema, async () => {
  asked.push('roots');
  return { roots: [{ uri: 'file:///product-test', name: 'product-test-root' }] };
});
let firstLogMessage;
const logMessage = new Promise((resolve) => { firstLogMessage = resolve; });
client.setNotificationHandler(types.LoggingMessageNotificationSchema, (message) => firstLogMessage(message.params));

const call = (name, args = {}, options = {}) =>
  client.callTool({ name: prefix + name, arguments: args }, undefined, { timeout: 30_000, ...options });
const within = (promise, ms, what) => {
  let timer;
  const limit = new Promise((_, reject) => { timer = setTimeout(() => reject(new Error(`not within ${ms} ms: ${what}`)), ms); });
  return Promise.race([promise, limit]).finally(() => clearTimeout(timer));
};

const features = {
  tools: async () => (await client.listTools()).tools.map((tool) => tool.name),
  echo: () => call('echo', { message: 'héllo' }),
  progress: async () => {
    const steps = [];
    const result = await call('trigger-long-running-operation', { duration: 1, steps: 3 },
      { onprogress: (progress) => steps.push(progress.progress) });
    return { steps, result };
  },
  resource: () => client.readResource({ uri: 'demo://resource/dynamic/text/7' }),
  prompt: () => client.getPrompt({ name: prefix + 'args-prompt', arguments: { city: 'Bern' } }),
  completion: () => client.complete({
    ref: { type: 'ref/prompt', name: prefix + 'completable-prompt' },
    argument: { name: 'department', value: 'E' } }),
  sampling: () => call('trigger-sampling-request', { prompt: 'What is the answer?', maxTokens: 20 }),
  elicitation: () => call('trigger-elicitation-request'),
  roots: () => call('get-roots-list'),
  logging: async () => {
    await client.setLoggingLevel('debug');
    await call('toggle-simulated-logging');
    return within(logMessage, 20_000, 'a log message');
  },
  unknownTool: () => call('no-such-tool'),
  ping: () => client.ping(),
};

const results = {};
await within(client.connect(transport), 40_000, 'connect');
for (const [name, use] of Object.entries(features)) {
  try {
    results[name] = await use();
  } catch (error) {
    results[name] = { failed: String(error), code: error.code };
  }
}
results.asked = asked;
process.stdout.write(JSON.stringify(results) + '\n');
if (kind === 'http') await transport.terminateSession();
await client.close();
