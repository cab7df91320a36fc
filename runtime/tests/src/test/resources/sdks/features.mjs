// What the TypeScript clients do with each of the small servers. The Python clients do the same.

const turns = new Map();

/** Runs `work` when what ran for the same key before is over. */
function inTurn(key, work) {
  const turn = (turns.get(key) ?? Promise.resolve()).then(work);
  turns.set(key, turn.catch(() => undefined));
  return turn;
}

/** Uses every feature of one server through a connected client; `prefix` is what its names begin with here. */
async function use({ client, callTool, meta }, server, prefix, logs) {
  const call = (name, args = {}, options = {}) =>
    callTool({ name: prefix + name, arguments: args, _meta: meta }, { timeout: 30_000, ...options });
  const text = async (name) => (await call(name)).content[0].text;
  const own = (list) => list.filter((one) => one.name.startsWith(prefix))
    .map((one) => ({ ...one, name: one.name.slice(prefix.length) })).sort((a, b) => a.name.localeCompare(b.name));
  const note = `note://${server}/`;

  const features = {
    tools: async () => own((await client.listTools()).tools),
    prompts: async () => own((await client.listPrompts()).prompts),
    resources: async () => (await client.listResources()).resources.filter((one) => one.uri.startsWith(note)),
    templates: async () =>
      (await client.listResourceTemplates()).resourceTemplates.filter((one) => one.uriTemplate.startsWith(note)),
    add: () => call('add', { a: 2, b: 3 }),
    user: () => text('ask_user'),
    model: () => text('ask_model'),
    roots: () => text('ask_roots'),
    count: async () => {
      const progress = [];
      const result = await call('count', { to: 3 },
        { onprogress: (step) => progress.push([step.progress, step.total, step.message]) });
      return { text: result.content[0].text, progress, logs: logs.get(server) ?? [] };
    },
    cancelled: async () => {
      const key = `${server}-${Date.now()}`;
      const seen = async (what) => {
        for (const end = Date.now() + 15_000; Date.now() < end;) {
          if ((await text('seen')).includes(`${what} ${key}`)) return true;
          await new Promise((resolve) => setTimeout(resolve, 100));
        }
        return false;
      };
      const abort = new AbortController();
      const waiting = call('wait', { key }, { signal: abort.signal }).then(() => 'not cancelled', () => 'cancelled');
      if (!await seen('begun')) return 'the server never began';
      abort.abort();
      return `${await waiting}, and the server ${await seen('ended') ? 'knows' : 'does not know'}`;
    },
    broken: async () => {
      const { content, isError } = await call('broken');
      return { text: content[0].text, isError };
    },
    read: () => client.readResource({ uri: `${note}today` }),
    readTemplate: () => client.readResource({ uri: `${note}of/monday` }),
    missing: () => client.readResource({ uri: `${note}nowhere` }),
    prompt: () => client.getPrompt({ name: `${prefix}greet`, arguments: { who: 'Ada' } }),
    completion: () => client.complete({
      ref: { type: 'ref/prompt', name: `${prefix}greet` }, argument: { name: 'who', value: 'Ad' } }),
  };
  const results = {};
  for (const [name, feature] of Object.entries(features)) {
    try {
      results[name] = await feature();
    } catch (error) {
      results[name] = { failed: String(error), code: error.code };
    }
  }
  return results;
}

/**
 * Runs `connect(target, log)` for each target of the argument, [[target, at the same time], [then these]], and prints
 * {target: {server: results, revision}}. It returns the connected `client`, its revision if it knows, how to call a tool,
 * what calls need in `_meta`, and how to close it.
 */
export async function main(connect) {
  const answers = {};
  const visit = async (target) => {
    const answer = answers[target.name] = {};
    const logs = new Map();
    const log = ({ logger, level, data }) => logs.set(logger, [...logs.get(logger) ?? [], [level, data]]);
    try {
      const connection = await connect(target, log);
      answer.revision = connection.revision;
      await Promise.all(target.servers.map(async ({ name, prefix }) => {
        // A server that many clients share does not say which of two calls a log message belongs to.
        answer[name] = await inTurn(name, () => use(connection, name, prefix, logs));
      }));
      await connection.close();
    } catch (error) {
      answer.failed = String(error.stack ?? error);
    }
  };
  for (const together of JSON.parse(process.argv[2])) {
    await Promise.all(together.map(visit));
  }
  process.stdout.write(JSON.stringify(answers) + '\n', () => process.exit(0));
}
