// Version 2 of the official TypeScript client, in the newest revision that the other side has. Argument: targets as
// JSON, see features.mjs.
import { Client, StreamableHTTPClientTransport, SSEClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { main } from './features.mjs';

const transports = {
  http: (target) => new StreamableHTTPClientTransport(new URL(target.url)),
  sse: (target) => new SSEClientTransport(new URL(target.url)),
  stdio: (target) => new StdioClientTransport(
    { command: target.command[0], args: target.command.slice(1), env: { ...process.env, ...target.env }, stderr: 'inherit' }),
};

await main(async (target, log) => {
  const client = new Client({ name: 'ts2', version: '1.0.0' }, {
    capabilities: { sampling: {}, elicitation: {}, roots: {} },
    versionNegotiation: { mode: target.kind === 'sse' ? 'legacy' : 'auto' },
  });
  client.setRequestHandler('sampling/createMessage', async () =>
    ({ model: 'test', role: 'assistant', content: { type: 'text', text: 'forty-two' } }));
  client.setRequestHandler('elicitation/create', async () => ({ action: 'accept', content: { colour: 'blue' } }));
  client.setRequestHandler('roots/list', async () => ({ roots: [{ uri: 'file:///parts', name: 'parts' }] }));
  client.setNotificationHandler('notifications/message', (message) => log(message.params));
  const transport = transports[target.kind](target);
  await client.connect(transport);
  const modern = client.getNegotiatedProtocolVersion() >= '2026-07-28';
  if (!modern && client.getServerCapabilities().logging) await client.setLoggingLevel('info');
  return {
    client,
    revision: client.getNegotiatedProtocolVersion(),
    callTool: (params, options) => client.callTool(params, options),
    meta: modern ? { 'io.modelcontextprotocol/logLevel': 'info' } : undefined,
    close: async () => { await transport.terminateSession?.(); await client.close(); },
  };
});
