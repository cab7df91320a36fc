// Stands between the daemon and a stage: gives it its context, waits for promises. Runs before the code of the stage.
(host) => {
  const { parse } = JSON;
  const text = (parts) => parts.map((part) => (typeof part === 'string' ? part : JSON.stringify(part))).join(' ');
  const log = {};
  for (const level of ['debug', 'info', 'warn', 'error']) {
    log[level] = (...parts) => host('log', level, text(parts));
  }
  globalThis.console = { ...log, log: log.info };
  const cache = {
    get(key, make) {
      const known = host('cached', String(key));
      if (known !== null) {
        return known;
      }
      const keep = (value) => host('keep', String(key), String(value));
      const made = make();
      return made && typeof made.then === 'function' ? made.then(keep) : keep(made);
    },
  };
  return (stage, input, original, facts, done, failed) => {
    const context = { ...parse(facts), original, cache, log };
    (async () => stage(input, context))().then(done, failed);
  };
}
