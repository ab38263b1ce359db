/** Where records stand in the site: the same rules as address.py and record.py beside the templates. */
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { pieces } from './text.ts'

const PLAIN = /^[a-z0-9][a-z0-9._-]{0,99}$/
const ANCHOR = /^[A-Za-z0-9][A-Za-z0-9.:_-]{0,99}$/
const DEVICES = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?$/
const CLEANED = 60

/** The name of the file of a record, without its ending. */
export function slug(key: string): string {
  return PLAIN.test(key) && !key.endsWith('.') && !DEVICES.test(key) ? key : hashed(key)
}

/** The name of a place on a page. */
export function anchor(table: string, parts: readonly string[]): string {
  return `${table}.${parts.map((part) => (ANCHOR.test(part) ? part : hashed(part))).join('+')}`
}

/** The path of the page of a record, from the root of the site. */
export function page(table: string, key: string): string {
  return `records/${slug(table)}/${slug(key)}.html`
}

function hashed(key: string): string {
  const start = [...key].slice(0, 4 * CLEANED).join('').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '')
  return `${start.slice(0, CLEANED)}~${bytesToHex(sha256(utf8ToBytes(key))).slice(0, 16)}`
}

/** The value as an address to link to, if it is one of the web. */
export function web(value: string): string | null {
  if (value.length > 2000 || /[\x00-\x20\x7f-\x9f]/.test(value) || pieces(value).some(({ hidden }) => hidden)) return null
  return /^https?:\/\//i.test(value) && URL.canParse(value) ? value : null
}
