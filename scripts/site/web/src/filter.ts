import type { Column, Data, Value } from './data.ts'
import { written } from './data.ts'
import type { State } from './state.ts'
import { compare, fold } from './text.ts'

/** Values of a column by how many rows have them; '' is absent. */
export type Counts = ReadonlyMap<string, number>

type Test = (row: number) => boolean

const MOST = 40 // values of a column that are offered one by one

/** The numbers of the rows that a state asks for, in its order; rows that are equal in it keep theirs. */
export function chosen(data: Data, state: State): number[] {
  const rows = matching(data, state)
  const column = data.columns.find(({ name }) => name === state.sort)
  if (!column) return rows
  const { values } = column
  const sign = state.down ? -1 : 1
  return rows.sort((a, b) => {
    const x = values[a]!
    const y = values[b]!
    if (x === null || y === null) return Number(x === null) - Number(y === null) || a - b
    return sign * order(x, y) || a - b
  })
}

function order(x: Value, y: Value): number {
  return typeof x === 'string' ? compare(x, y as string) : x! < y! ? -1 : x! > y! ? 1 : 0
}

/** `except`: a column whose own values are not asked for. */
function matching(data: Data, state: State, except?: string): number[] {
  const all = tests(data, state, except)
  const rows: number[] = []
  for (let row = 0; row < data.length; row++) if (all.every((test) => test(row))) rows.push(row)
  return rows
}

function tests(data: Data, state: State, except?: string): Test[] {
  const found: Test[] = []
  if (state.words) {
    const words = fold(state.words)
    const lines = folded(data)
    found.push((row) => lines[row]!.includes(words))
  }
  for (const { name, type, values } of data.columns) {
    const wanted = name === except ? undefined : state.is.get(name)
    if (wanted?.length) found.push((row) => wanted.includes(written(values[row]!) ?? ''))
    const words = state.has.get(name)
    if (words) {
      const low = fold(words)
      found.push((row) => values[row] !== null && fold(String(values[row])).includes(low))
    }
    const from = bound(type, state.from.get(name))
    const to = bound(type, state.to.get(name))
    if (from !== null) found.push((row) => values[row] !== null && order(values[row]!, from) >= 0)
    if (to !== null) found.push((row) => values[row] !== null && order(values[row]!, to) <= 0)
  }
  return found
}

/** A bound that a reader wrote, as a value of the type of its column; null where it is none. */
export function bound(type: string, words: string | undefined): Value {
  if (!words) return null
  if (type === 'date') return /^\d{4}-\d\d-\d\d$/.test(words) ? words : null
  if (type === 'integer') return /^-?\d{1,18}$/.test(words) ? BigInt(words) : null
  const number = Number(words)
  return type === 'number' && Number.isFinite(number) ? number : null
}

const lines = new WeakMap<Data, string[]>()

function folded(data: Data): string[] {
  let found = lines.get(data)
  if (!found) {
    const texts = data.columns.filter(({ type }) => type === 'string')
    found = Array.from({ length: data.length }, (_, row) => fold(texts.map(({ values }) => values[row] ?? '').join('\0')))
    lines.set(data, found)
  }
  return found
}

/** Whether the values of a column are few enough to be offered one by one. */
export function few({ type, values }: Column): boolean {
  if (type === 'boolean') return true
  if (type !== 'string') return false
  const distinct = new Set<Value>()
  for (const value of values) if (distinct.add(value).size > MOST) return false
  return distinct.size > 1 && distinct.size * 2 <= values.length
}

/** The values of a column in the rows that all other choices leave, the most frequent first. */
export function facet(data: Data, column: Column, state: State): Counts {
  const counts = new Map<string, number>(column.values.map((value) => [written(value) ?? '', 0]))
  for (const row of matching(data, state, column.name)) {
    const value = written(column.values[row]!) ?? ''
    counts.set(value, counts.get(value)! + 1)
  }
  return new Map([...counts].sort(([a, x], [b, y]) => y - x || compare(a, b)))
}

/** The same rows in SQL. `fields`: all columns; `key`: the primary key, by which the published rows are sorted. */
export function sql(
  table: string,
  fields: readonly { name: string; type: string }[],
  key: readonly string[],
  state: State,
): string {
  const where: string[] = []
  const texts = fields.filter(({ type }) => type === 'string')
  if (state.words) where.push(any(texts.map(({ name }) => has(name, state.words))))
  for (const { name, type } of fields) {
    const wanted = state.is.get(name)
    if (wanted?.length) where.push(among(name, wanted))
    const words = state.has.get(name)
    if (words) where.push(has(name, words))
    for (const [sign, bounds] of [['>=', state.from], ['<=', state.to]] as const) {
      const value = bound(type, bounds.get(name))
      if (value !== null) where.push(`${column(name)} ${sign} ${type === 'date' ? `DATE '${value}'` : written(value)}`)
    }
  }
  const order = key.filter((name) => name !== state.sort).map(column)
  if (state.sort) order.unshift(`${column(state.sort)}${state.down ? ' DESC' : ''} NULLS LAST`)
  return [`FROM ${column(table)}`, where.length ? `WHERE ${where.join('\n  AND ')}` : '', `ORDER BY ${order.join(', ')}`]
    .filter(Boolean)
    .join('\n')
}

function any(tests: readonly string[]): string {
  return `(${tests.join('\n    OR ')})`
}

function has(name: string, words: string): string {
  return `contains(lower(${column(name)}), lower(${text(words)}))`
}

function among(name: string, wanted: readonly string[]): string {
  const values = wanted.filter(Boolean)
  const found = values.length ? [`${column(name)} IN (${values.map(text).join(', ')})`] : []
  if (values.length < wanted.length) found.push(`${column(name)} IS NULL`)
  return any(found)
}

const column = (name: string): string => (/^[a-z_][a-z0-9_]*$/.test(name) && !RESERVED.has(name) ? name : `"${name.replaceAll('"', '""')}"`)
const text = (value: string): string => `'${value.replaceAll("'", "''")}'`
const RESERVED = new Set(['end', 'table', 'order', 'group', 'from', 'where', 'select', 'to', 'with', 'desc', 'asc', 'all'])
