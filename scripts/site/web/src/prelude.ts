/**
 * Runs in the worker before DuckDB. A policy in <meta> does not bind a worker, so this takes the network away from it:
 * one file may be read, the program of the database itself, which lies beside this script.
 */
const program = new URL('duckdb-eh.wasm.gz', self.location.href)
const load = self.fetch.bind(self)
let loaded = false
const NETWORK = ['XMLHttpRequest', 'WebSocket', 'WebSocketStream', 'WebTransport', 'EventSource', 'Worker', 'importScripts', 'caches']

async function once(): Promise<Response> {
  if (loaded) throw new TypeError('This worker has no network.')
  loaded = true
  const { ok, status, body } = await load(program)
  if (!ok || !body) throw new TypeError(`${program.pathname} cannot be read (${status})`)
  return new Response(body.pipeThrough(new DecompressionStream('gzip')), { headers: { 'Content-Type': 'application/wasm' } })
}

function shut(name: string, value?: unknown): void {
  for (let owner: object | null = self; owner; owner = Object.getPrototypeOf(owner) as object | null) {
    if (owner === self || Object.hasOwn(owner, name)) {
      Object.defineProperty(owner, name, { value, writable: false, configurable: false })
    }
  }
}

shut('fetch', once)
for (const name of NETWORK) shut(name)
