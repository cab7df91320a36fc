// The same small server as its three neighbours, with version 1 of the official TypeScript SDK.
// Arguments: its name, then "stdio", or "http": then it prints its address as {"url": ...}.
import { createServer } from 'node:http';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { McpServer, ResourceTemplate } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { completable } from '@modelcontextprotocol/sdk/server/completable.js';
import { isInitializeRequest } from '@modelcontextprotocol/sdk/types.js';
import * as z from 'zod';

const [name, how] = process.argv.slice(2);
const seen = [];
const text = (value) => ({ content: [{ type: 'text', text: value }] });

function build() {
  const server = new McpServer(
    { name: `notes-${name}`, version: '1.0.0' },
    { capabilities: { logging: {} }, instructions: `Notes of ${name}.` });
  server.registerTool('add', {
    description: 'Adds two numbers',
    inputSchema: { a: z.number(), b: z.number() },
    outputSchema: { sum: z.number() },
    annotations: { readOnlyHint: true },
  }, async ({ a, b }) => ({ ...text(String(a + b)), structuredContent: { sum: a + b } }));
  server.registerTool('ask_user', { description: 'Asks for a colour' }, async (extra) => {
    const answer = await extra.sendRequest({
      method: 'elicitation/create',
      params: {
        message: 'Which colour?',
        requestedSchema: { type: 'object', properties: { colour: { type: 'string' } }, required: ['colour'] } },
    }, z.looseObject({ action: z.string(), content: z.looseObject({ colour: z.string() }).optional() }));
    return text(`${answer.action}: ${answer.content?.colour}`);
  });
  server.registerTool('ask_model', { description: 'Asks a model' }, async (extra) => {
    const answer = await extra.sendRequest({
      method: 'sampling/createMessage',
      params: { messages: [{ role: 'user', content: { type: 'text', text: 'What is the answer?' } }], maxTokens: 20 },
    }, z.looseObject({ content: z.looseObject({ text: z.string() }) }));
    return text(`model: ${answer.content.text}`);
  });
  server.registerTool('ask_roots', { description: 'Asks for folders' }, async (extra) => {
    const answer = await extra.sendRequest({ method: 'roots/list' },
      z.looseObject({ roots: z.array(z.looseObject({ uri: z.string() })) }));
    return text(answer.roots.map((root) => root.uri).join(' '));
  });
  server.registerTool('count', { description: 'Counts', inputSchema: { to: z.number() } }, async ({ to }, extra) => {
    for (let i = 1; i <= to; i++) {
      await server.sendLoggingMessage({ level: 'info', logger: name, data: `step ${i}` }, extra.sessionId);
      await extra.sendNotification({
        method: 'notifications/progress',
        params: { progressToken: extra._meta?.progressToken, progress: i, total: to, message: `${i} of ${to}` } });
      await pause(100); // So that nobody finds a step and the answer in one chunk.
    }
    return text(`counted to ${to}`);
  });
  server.registerTool('wait', { description: 'Waits until it is cancelled', inputSchema: { key: z.string() } },
    async ({ key }, extra) => {
      seen.push(`begun ${key}`);
      await pause(20_000, undefined, { signal: extra.signal }).catch(() => seen.push(`ended ${key}`));
      return text('waited');
    });
  server.registerTool('seen', { description: 'What waits, and what was cancelled' }, async () => text(seen.join(', ')));
  server.registerTool('broken', { description: 'Fails' }, async () => { throw new Error('broken on purpose'); });
  server.registerResource('today', `note://${name}/today`, { mimeType: 'text/plain', description: 'The note of today' },
    async (uri) => ({ contents: [{ uri: uri.href, mimeType: 'text/plain', text: `today at ${name}` }] }));
  server.registerResource('note', new ResourceTemplate(`note://${name}/of/{day}`, { list: undefined }),
    { mimeType: 'text/plain', description: 'The note of a day' },
    async (uri, { day }) => ({ contents: [{ uri: uri.href, mimeType: 'text/plain', text: `${day} at ${name}` }] }));
  server.registerPrompt('greet', {
    description: 'Greets somebody',
    argsSchema: { who: completable(z.string(), (typed) => ['Ada', 'Adele', 'Bob'].filter((one) => one.startsWith(typed))) },
  }, ({ who }) => ({ messages: [{ role: 'user', content: { type: 'text', text: `Say hello to ${who}` } }] }));
  return server;
}

const sessions = new Map();

async function answer(request, response) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = chunks.length > 0 ? JSON.parse(Buffer.concat(chunks).toString()) : undefined;
  let transport = sessions.get(request.headers['mcp-session-id']);
  if (!transport) {
    if (!isInitializeRequest(body)) {
      response.writeHead(404).end();
      return;
    }
    transport = new StreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      onsessioninitialized: (id) => sessions.set(id, transport) });
    transport.onclose = () => sessions.delete(transport.sessionId);
    await build().connect(transport);
  }
  await transport.handleRequest(request, response, body);
}

if (how === 'stdio') {
  await build().connect(new StdioServerTransport());
} else {
  const http = createServer((request, response) => answer(request, response).catch((e) => response.destroy(e)));
  http.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ url: `http://127.0.0.1:${http.address().port}/mcp` })));
}
