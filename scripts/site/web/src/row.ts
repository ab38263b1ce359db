import { anchor, page, web } from './address.ts'
import { el, root, words } from './dom.ts'

export interface Field {
  readonly name: string
  readonly type: string
  readonly title: string
  /** The table whose records its values are ids of. */
  readonly refers: string | null
}

/** What the script must know of a table. words: its rows are spans of articles. pages: tables whose records have pages. */
export interface Shape {
  readonly name: string
  readonly fields: readonly Field[]
  readonly key: readonly string[]
  readonly pages: ReadonlySet<string>
  readonly words: boolean
}

type Row = ReadonlyMap<string, string | null>

const ANY = ['record_id', 'other_id', 'old_id', 'new_id'] // ids of the table that table_name names
const DOCUMENTS = 'sources'
const WORDS = '~words' // the page of an article that lists what its words support

/** The cells of a row, linked as those of the pages are. */
export function cells(shape: Shape, row: Row): HTMLTableCellElement[] {
  return shape.fields.map((field, index) => {
    const value = row.get(field.name) ?? null
    const cell = index === 0 ? el('th', { scope: 'row' }) : el('td')
    if (value === null) return cell
    const path = index === 0 ? own(shape, row) : target(shape, field, row)
    const outside = path || field.type !== 'string' ? null : web(value)
    if (path) cell.append(el('a', { href: new URL(path, root()).href }, words(value)))
    else if (outside) cell.append(el('a', { href: outside, rel: 'noopener noreferrer nofollow' }, words(value)))
    else cell.append(words(value))
    return cell
  })
}

/** Where a row stands by its key. */
function own(shape: Shape, row: Row): string | null {
  const of = (name: string): string => row.get(name) ?? ''
  if (row.has('old_id')) return page(of('table_name'), of('old_id')) // what became of it
  if (shape.pages.has(shape.name)) return page(shape.name, of(shape.key[0]!))
  const [table, key, known] = whole(shape, row)
  if (!table || !shape.pages.has(table)) return null
  const rest = shape.key.filter((name) => !known.includes(name)).map(of)
  const place = anchor(shape.name, rest.length ? rest : [shape.key.map(of).join(' | ')])
  const path = shape.words ? page(table, key).replace(/\.html$/, `${WORDS}.html`) : page(table, key)
  return `${path}#${place}`
}

/** The record on whose page a row stands that has none of its own, and which columns follow from it. */
function whole({ words, fields, key }: Shape, row: Row): [string | null, string, readonly string[]] {
  const of = (name: string): string => row.get(name) ?? ''
  const any = row.has('record_id') ? ['table_name', 'record_id'] : []
  const first = fields.find(({ name }) => name === key[0])
  const table = words ? DOCUMENTS : (first?.refers ?? (row.has('table_name') && row.has('record_id') ? of('table_name') : null))
  const id = words ? of('source_id') : first?.refers ? of(first.name) : of('record_id')
  return [table, id, [...any, ...fields.filter(({ refers }) => refers !== null && refers === table).map(({ name }) => name)]]
}

function target({ pages }: Shape, field: Field, row: Row): string | null {
  const table = field.refers ?? (ANY.includes(field.name) ? (row.get('table_name') ?? null) : null)
  return table !== null && pages.has(table) ? page(table, row.get(field.name) ?? '') : null
}
