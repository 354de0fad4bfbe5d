/**
 * A server on the test runner's own port, so that the session speaks real HTTP. A test writes what shall be answered
 * (`POST /scripted/<name>/script`, a list of answers), asks below `/scripted/<name>/…`, and reads what arrived
 * (`GET /scripted/<name>/log`). An answer is used once and in order, per method and path.
 *
 * @typedef {{ method: string, path: string, status?: number, headers?: Record<string, string>, body?: unknown, cut?: boolean }} Answer
 */
const servers = new Map();

export async function scriptedServer(context, next) {
  const [, name, rest] = /^\/scripted\/([\w-]+)(\/.*)$/.exec(context.path) ?? [];
  if (name === undefined) return next();
  const server = servers.get(name) ?? { script: [], log: [] };
  servers.set(name, server);
  const body = await read(context.req);
  if (rest === '/script') {
    server.script.push(...JSON.parse(body));
    context.status = 204;
    return;
  }
  if (rest === '/log') {
    context.body = server.log;
    return;
  }
  const path = `${rest}${context.search}`;
  server.log.push({
    method: context.method,
    path,
    headers: context.headers,
    body,
    size: Buffer.byteLength(body, 'latin1'),
  });
  const at = server.script.findIndex((answer) => answer.method === context.method && answer.path === path);
  const answer =
    at < 0
      ? { status: 500, body: { nothing: `is scripted for ${context.method} ${path}` } }
      : server.script.splice(at, 1)[0];
  if (answer.cut) {
    // In the middle of the answer, because a browser silently repeats a request whose answer never began.
    context.respond = false;
    context.res.writeHead(200, { 'Content-Length': '1000' });
    context.res.write('{');
    await new Promise((resolve) => setTimeout(resolve, 20));
    context.req.socket.destroy();
    return;
  }
  context.set(answer.headers ?? {});
  context.status = answer.status ?? 200;
  context.body =
    answer.body === undefined
      ? null
      : typeof answer.body === 'string'
        ? answer.body
        : JSON.stringify(answer.body);
  context.status = answer.status ?? 200;
}

async function read(request) {
  const pieces = [];
  for await (const piece of request) pieces.push(piece);
  return Buffer.concat(pieces).toString('latin1');
}
