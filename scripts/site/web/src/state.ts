/** What a reader has chosen of a table. It stands in the query of the address, and nowhere else. */
export interface State {
  /** Words that a row must have in one of its texts. */
  words: string
  /** Of a column: values of which a row must have one; '' is absent. */
  is: Map<string, string[]>
  /** Of a column: words that it must have. */
  has: Map<string, string>
  /** Of a column: the least and the greatest value. */
  from: Map<string, string>
  to: Map<string, string>
  sort: string | null
  down: boolean
  /** From 1. */
  page: number
}

const OF_A_COLUMN = ['is', 'has', 'from', 'to'] as const

export function empty(): State {
  return { words: '', is: new Map(), has: new Map(), from: new Map(), to: new Map(), sort: null, down: false, page: 1 }
}

/** The state in the query of an address, and what of it names no column. */
export function read(query: URLSearchParams, columns: readonly string[]): { state: State; unknown: string[] } {
  const state = empty()
  const unknown: string[] = []
  for (const [key, value] of query) {
    const [kind, column = ''] = split(key)
    if (key === 'q') state.words = value
    else if (key === 'page') state.page = Math.max(1, Math.trunc(Number(value)) || 1)
    else if (key === 'sort') {
      state.down = value.startsWith('-')
      state.sort = state.down ? value.slice(1) : value
      if (!columns.includes(state.sort)) {
        unknown.push(state.sort)
        state.sort = null
      }
    } else if (!OF_A_COLUMN.some((known) => known === kind)) continue
    else if (!columns.includes(column)) unknown.push(column)
    else if (kind === 'is') state.is.set(column, [...(state.is.get(column) ?? []), value])
    else if (value) state[kind as 'has' | 'from' | 'to'].set(column, value)
  }
  return { state, unknown }
}

function split(key: string): [string, string?] {
  const dot = key.indexOf('.')
  return dot < 0 ? [key] : [key.slice(0, dot), key.slice(dot + 1)]
}

/** The query of the address for a state; empty if nothing is chosen. */
export function query(state: State): string {
  const found = new URLSearchParams()
  if (state.words) found.append('q', state.words)
  for (const [column, values] of state.is) for (const value of values) found.append(`is.${column}`, value)
  for (const kind of ['has', 'from', 'to'] as const) {
    for (const [column, value] of state[kind]) if (value) found.append(`${kind}.${column}`, value)
  }
  if (state.sort) found.append('sort', (state.down ? '-' : '') + state.sort)
  if (state.page > 1) found.append('page', String(state.page))
  return found.toString()
}
