import { parquetRead } from 'hyparquet'
import { decompress } from 'fzstd'

export type Value = string | number | bigint | boolean | null

export interface Column {
  readonly name: string
  /** A type of Table Schema: string, integer, number, boolean, date. */
  readonly type: string
  readonly values: readonly Value[]
}

/** A published table. Dates are texts, YYYY-MM-DD. */
export interface Data {
  readonly columns: readonly Column[]
  readonly length: number
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const parsers = {
  dateFromDays: (days: number) => new Date(days * 86_400_000).toISOString().slice(0, 10),
  stringFromBytes: (bytes: Uint8Array) => decoder.decode(bytes),
}

/** Reads a Parquet file of the record whole. `fields`: its columns with their types. Throws where it is not there. */
export async function load(url: URL, fields: readonly { name: string; type: string }[]): Promise<Data> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`${url.pathname} cannot be read (${response.status})`)
  const file = await response.arrayBuffer()
  const found = new Map<string, Value[]>(fields.map(({ name }) => [name, []]))
  await parquetRead({
    file,
    columns: fields.map(({ name }) => name),
    parsers,
    compressors: { ZSTD: (input: Uint8Array, length: number) => decompress(input, new Uint8Array(length)) },
    onChunk: ({ columnName, columnData }) => {
      const values = found.get(columnName)!
      for (const value of Array.from(columnData as ArrayLike<Value | undefined>)) values.push(value ?? null)
    },
  })
  const columns = fields.map(({ name, type }) => ({ name, type, values: found.get(name)! }))
  const length = columns[0]?.values.length ?? 0
  for (const { name, values } of columns) {
    if (values.length !== length) throw new Error(`${url.pathname} has ${values.length} values of ${name}, not ${length}`)
  }
  return { columns, length }
}

/** A value as DuckDB writes it; absent is null. */
export function written(value: Value): string | null {
  if (value === null) return null
  return typeof value === 'number' ? double(value) : String(value)
}

// an integer has .0, and powers of ten begin at 16 and below -4
function double(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf'
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0'
  const [digits, power] = value.toExponential().split('e') as [string, string]
  const exponent = Number(power)
  if (exponent >= -4 && exponent < 16) {
    const plain = String(value)
    return plain.includes('.') ? plain : `${plain}.0`
  }
  const size = String(Math.abs(exponent)).padStart(2, '0')
  return `${digits}e${exponent < 0 ? '-' : '+'}${size}`
}
