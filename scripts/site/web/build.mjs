// Builds ../assets from src: `node build.mjs [FOLDER]`. The same input gives the same bytes.
import { build } from 'esbuild'
import { gzipSync } from 'fflate'
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const out = process.argv[2] ?? join(here, '..', 'assets')
const modules = join(here, 'node_modules')
const duckdb = join(modules, '@duckdb', 'duckdb-wasm', 'dist')
const common = {
  absWorkingDir: here,
  bundle: true,
  minify: true,
  target: 'es2022',
  charset: 'utf8',
  legalComments: 'none', // THIRD-PARTY.txt has them whole
  outdir: out,
  metafile: true,
  logLevel: 'warning',
}

rmSync(out, { recursive: true, force: true })
mkdirSync(out, { recursive: true })
const built = [
  await build({ ...common, entryPoints: ['src/site.ts'], format: 'iife' }),
  await build({ ...common, entryPoints: ['src/worker.ts'], format: 'iife', ignoreAnnotations: true }), // DuckDB is all side effect
  await build({ ...common, entryPoints: ['src/engine.ts'], format: 'esm' }),
  await build({ ...common, entryPoints: ['src/tools.css'] }),
]
const wasm = gzipSync(readFileSync(join(duckdb, 'duckdb-eh.wasm')), { level: 9, mtime: 0 })
wasm[9] = 255 // no operating system
writeFileSync(join(out, 'duckdb-eh.wasm.gz'), wasm)

const inputs = built.flatMap(({ metafile }) => Object.keys(metafile.inputs))
const packages = new Set(inputs.map(owner).filter(Boolean))
packages.add('apache-arrow').add('flatbuffers').add('tslib') // within the worker of duckdb-wasm
writeFileSync(join(out, 'THIRD-PARTY.txt'), [...packages].sort().map(notice).join('\n'))

if (!process.argv[2]) {
  // what was built of what: a test compares, so that nothing is changed on one side only
  const ours = readdirSync(here, { recursive: true }).filter((file) => !/^(node_modules|built\.sha256|\.gitignore)/.test(file))
  const files = [...ours, ...readdirSync(out).map((file) => join('..', 'assets', file))].sort()
  const sums = files.filter((file) => statSync(join(here, file)).isFile()).map((file) => `${sum(join(here, file))}  ${file.split(sep).join('/')}\n`)
  writeFileSync(join(here, 'built.sha256'), sums.join(''))
}

function sum(file) {
  return createHash('sha256').update(readFileSync(file)).digest('hex')
}

/** The npm package that a file belongs to; null for ours. */
function owner(file) {
  const parts = file.split(sep === '\\' ? /[\\/]/ : '/')
  const at = parts.lastIndexOf('node_modules')
  if (at < 0) return null
  return parts[at + 1].startsWith('@') ? `${parts[at + 1]}/${parts[at + 2]}` : parts[at + 1]
}

/** What the licence of a package asks to be passed on. */
function notice(name) {
  const folder = join(modules, name)
  const { version, license, homepage, repository } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|notice|copying)/i.test(file)).sort()
  const texts = files.filter((file) => statSync(join(folder, file)).isFile()).map((file) => readFileSync(join(folder, file), 'utf8'))
  if (!texts.length) texts.push(readFileSync(join(here, 'licences', `${name.replace('/', '__')}.txt`), 'utf8'))
  const place = homepage ?? (typeof repository === 'string' ? repository : repository?.url) ?? ''
  const head = `${name} ${version} (${license})\n${place.replace(/^git\+/, '')}`
  return `${'='.repeat(80)}\n${head}\n${'='.repeat(80)}\n\n${texts.map((text) => text.replaceAll('\r\n', '\n').trim()).join('\n\n')}\n`
}
