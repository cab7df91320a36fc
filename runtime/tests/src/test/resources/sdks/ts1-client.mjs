// Version 1 of the official TypeScript client. Argument: targets as JSON, see features.mjs.
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { SSEClientTransport } from '@modelcontextprotocol/sdk/client/sse.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import * as types from '@modelcontextprotocol/sdk/types.js';
import { main } from './features.mjs';

const transports = {
  http: (target) => new StreamableHTTPClientTransport(new URL(target.url)),
  sse: (target) => new SSEClientTransport(new URL(target.url)),
  stdio: (target) => new StdioClientTransport(
    { command: target.command[0], args: target.command.slice(1), env: { ...process.env, ...target.env }, stderr: 'inherit' }),
};

await main(async (target, log) => {
  const client = new Client(
    { name: 'ts1', version: '1.0.0' }, { capabilities: { sampling: {}, elicitation: {}, roots: {} } });
  client.setRequestHandler(types.CreateMessageRequestSchema, async () =>
    ({ model: 'test', role: 'assistant', content: { type: 'text', text: 'forty-two' } }));
  client.setRequestHandler(types.ElicitRequestSchema, async () => ({ action: 'accept', content: { colour: 'blue' } }));
  client.setRequestHandler(types.ListRootsRequestSchema, async () => ({ roots: [{ uri: 'file:///parts', name: 'parts' }] }));
  client.setNotificationHandler(types.LoggingMessageNotificationSchema, (message) => log(message.params));
  const transport = transports[target.kind](target);
  await client.connect(transport);
  if (client.getServerCapabilities().logging) await client.setLoggingLevel('info');
  return {
    client,
    callTool: (params, options) => client.callTool(params, undefined, options),
    close: async () => { await transport.terminateSession?.(); await client.close(); },
  };
});
