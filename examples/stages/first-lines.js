// Leaves the first lines of a content: config.lines of them, 3 when it does not say.
export default (input, context) => {
  const most = context.config.lines ?? 3;
  const lines = input.split('\n');
  if (lines.length <= most) {
    return input;
  }
  context.log.debug('shortened', { server: context.origin.server, lines: lines.length });
  return {
    content: [...lines.slice(0, most), `(${lines.length - most} more lines)`].join('\n'),
    metadata: { lines: lines.length },
  };
};
