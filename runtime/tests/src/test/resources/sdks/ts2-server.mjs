// The same small server as its three neighbours, with version 2 of the official TypeScript SDK, which serves both eras.
// Arguments: its name, then "stdio", or "http": then it prints its address as {"url": ...}.
import { createServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import {
  McpServer, ResourceTemplate, completable, createMcpHandler, inputRequired, inputResponse,
} from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { toNodeHandler } from '@modelcontextprotocol/node';
import * as z from 'zod';

const [name, how] = process.argv.slice(2);
const seen = [];
const text = (value) => ({ content: [{ type: 'text', text: value }] });

/** Asks the client in the way of its era. */
const ask = (key, question, say) => async (ctx) => {
  const answer = inputResponse(ctx.mcpReq.inputResponses, key);
  return answer.kind === 'missing' ? inputRequired({ inputRequests: { [key]: question } }) : text(say(answer));
};

function build() {
  const server = new McpServer(
    { name: `notes-${name}`, version: '1.0.0' },
    { capabilities: { logging: {} }, instructions: `Notes of ${name}.` });
  server.registerTool('add', {
    description: 'Adds two numbers',
    inputSchema: z.object({ a: z.number(), b: z.number() }),
    outputSchema: z.object({ sum: z.number() }),
    annotations: { readOnlyHint: true },
  }, async ({ a, b }) => ({ ...text(String(a + b)), structuredContent: { sum: a + b } }));
  server.registerTool('ask_user', { description: 'Asks for a colour' }, ask('colour',
    inputRequired.elicit({
      message: 'Which colour?',
      requestedSchema: { type: 'object', properties: { colour: { type: 'string' } }, required: ['colour'] } }),
    (answer) => `${answer.action}: ${answer.content?.colour}`));
  server.registerTool('ask_model', { description: 'Asks a model' }, ask('model',
    inputRequired.createMessage({
      messages: [{ role: 'user', content: { type: 'text', text: 'What is the answer?' } }], maxTokens: 20 }),
    (answer) => `model: ${answer.result.content.text}`));
  server.registerTool('ask_roots', { description: 'Asks for folders' }, ask('roots',
    inputRequired.listRoots(), (answer) => answer.roots.map((root) => root.uri).join(' ')));
  server.registerTool('count', { description: 'Counts', inputSchema: z.object({ to: z.number() }) }, async ({ to }, ctx) => {
    for (let i = 1; i <= to; i++) {
      await ctx.mcpReq.log('info', `step ${i}`, name);
      await ctx.mcpReq.notify({
        method: 'notifications/progress',
        params: { progressToken: ctx.mcpReq._meta?.progressToken, progress: i, total: to, message: `${i} of ${to}` } });
      await pause(100); // So that nobody finds a step and the answer in one chunk.
    }
    return text(`counted to ${to}`);
  });
  server.registerTool('wait', { description: 'Waits until it is cancelled', inputSchema: z.object({ key: z.string() }) },
    async ({ key }, ctx) => {
      seen.push(`begun ${key}`);
      await pause(20_000, undefined, { signal: ctx.mcpReq.signal }).catch(() => seen.push(`ended ${key}`));
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
    argsSchema: z.object({
      who: completable(z.string(), (typed) => ['Ada', 'Adele', 'Bob'].filter((one) => one.startsWith(typed))) }),
  }, ({ who }) => ({ messages: [{ role: 'user', content: { type: 'text', text: `Say hello to ${who}` } }] }));
  return server;
}

if (how === 'stdio') {
  serveStdio(build);
} else {
  const http = createServer(toNodeHandler(createMcpHandler(build)));
  http.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ url: `http://127.0.0.1:${http.address().port}/mcp` })));
}
