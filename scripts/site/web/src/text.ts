/** Part of a text by code points, as the record counts: `start` from 0, `end` exclusive. */
export function slice(text: string, start: number, end: number): string {
  const from = units(text, start, 0)
  return text.slice(from, units(text, end - start, from))
}

/** Where in code units the text stands `points` code points after code unit `from`. Throws RangeError beyond its end. */
export function units(text: string, points: number, from = 0): number {
  if (!Number.isInteger(points) || points < 0) throw new RangeError(`${points} is no number of characters`)
  let unit = from
  for (let left = points; left > 0; left--) {
    if (unit >= text.length) throw new RangeError('the text is shorter')
    unit += text.codePointAt(unit)! > 0xffff ? 2 : 1
  }
  return unit
}

/** Compares in the order of code points, as DuckDB does; `<` compares code units. */
export function compare(a: string, b: string): number {
  const shared = Math.min(a.length, b.length)
  for (let i = 0; i < shared; i++) {
    const x = a.charCodeAt(i)
    const y = b.charCodeAt(i)
    if (x !== y) return rank(x) - rank(y)
  }
  return a.length - b.length
}

// surrogates stand for characters above all others
function rank(unit: number): number {
  return unit >= 0xe000 ? unit - 0x800 : unit >= 0xd800 ? unit + 0x2000 : unit
}

/** Lower case one character by one, as `lower` of DuckDB does. */
export function fold(text: string): string {
  if (/^[\x00-\x7f]*$/.test(text)) return text.toLowerCase()
  let folded = ''
  for (const character of text) folded += String.fromCodePoint(character.toLowerCase().codePointAt(0)!)
  return folded
}

// the characters that words.py marks too: controls but tab and line feed, separators, marks of direction
const HIDDEN = /[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufeff\ufff9-\ufffb\u{e0001}]/u

/** The text in pieces: each character that does not show, or turns the direction, is one of its own. */
export function pieces(text: string): { text: string; hidden: boolean }[] {
  return text
    .split(new RegExp(`(${HIDDEN.source})`, 'u'))
    .filter(Boolean)
    .map((text) => ({ text, hidden: HIDDEN.test(text) }))
}
