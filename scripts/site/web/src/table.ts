import { csv, save } from './csv.ts'
import { load, written, type Data } from './data.ts'
import { count, el, root } from './dom.ts'
import { chosen, sql } from './filter.ts'
import { cells, type Field, type Shape } from './row.ts'
import { empty, query, read, type State } from './state.ts'
import { Tools } from './tools.ts'

const SIZE = 100 // rows on a page

/** Makes a table of the site one to filter, sort and save. As long as nothing is chosen it stays as it came. */
export class Table {
  private readonly shape: Shape
  private readonly body: HTMLTableSectionElement
  private readonly came: readonly Node[]
  private readonly pager: HTMLElement
  private readonly status = el('p', { role: 'status', class: 'status' })
  private readonly tools: Tools
  private readonly sorts = new Map<string, { head: HTMLElement; button: HTMLButtonElement }>()
  private readonly pagers: NodeListOf<HTMLElement> // of the pages as they came
  private readonly caption: HTMLElement | null
  private readonly counted: string
  private data: Promise<Data> | null = null
  private state: State = empty()
  private turn = 0
  private last: string | null = null

  constructor(private readonly table: HTMLTableElement) {
    this.shape = shape(table)
    this.body = table.tBodies[0]!
    this.came = [...this.body.childNodes]
    this.pagers = document.querySelectorAll('nav[data-pager]')
    this.caption = table.querySelector<HTMLElement>('[data-count]')
    this.counted = this.caption?.textContent ?? ''
    this.tools = new Tools(this.shape, {
      changed: (state, what) => this.choose({ ...state, page: 1 }, what),
      wanted: () => void this.begin(),
      save: () => void this.save(),
    })
    this.pager = el('nav', { class: 'pager', 'aria-label': 'Pages of the rows chosen', hidden: true })
    const wide = table.closest('.wide') ?? table
    wide.before(this.tools.element, this.status)
    wide.after(this.pager)
    this.heads()
    addEventListener('popstate', () => this.fromAddress())
    this.fromAddress()
  }

  private heads(): void {
    for (const head of this.table.querySelectorAll<HTMLElement>('thead th[data-field]')) {
      const name = head.dataset['field']!
      const button = el('button', { type: 'button', class: 'sort', click: () => this.sort(name) })
      button.append(...head.childNodes)
      head.append(button)
      this.sorts.set(name, { head, button })
    }
  }

  private sort(name: string): void {
    const { sort, down } = this.state
    const next = sort !== name ? { sort: name, down: false } : down ? { sort: null, down: false } : { sort: name, down: true }
    this.choose({ ...this.state, ...next, page: 1 }, 'sort')
  }

  /** `what` was changed: one more change of the same search word is no new step of the history. */
  private choose(state: State, what: string): void {
    const wanted = query(state)
    const address = location.pathname + (wanted ? `?${wanted}` : '')
    const typing = what.startsWith('typed ') && what === this.last
    if (address !== location.pathname + location.search) history[typing ? 'replaceState' : 'pushState'](null, '', address)
    this.last = what
    this.state = state
    void this.show()
  }

  private fromAddress(): void {
    this.last = null
    const { state, unknown } = read(new URLSearchParams(location.search), this.shape.fields.map(({ name }) => name))
    this.state = state
    this.tools.set(state)
    if (query(state) || this.data) void this.show(unknown)
    else if (unknown.length) this.status.textContent = missing(unknown)
  }

  private begin(): Promise<Data> {
    this.data ??= load(new URL(`data/${this.shape.name}.parquet`, root()), this.shape.fields).then(
      (data) => (this.tools.fill(data), data),
      (error: unknown) => {
        this.data = null
        this.status.textContent = `The rows cannot be read: ${String(error)}. The table below is whole without them.`
        throw error
      },
    )
    return this.data
  }

  private async show(unknown: readonly string[] = []): Promise<void> {
    const turn = ++this.turn
    const data = await this.begin()
    if (turn !== this.turn) return // something else was chosen meanwhile
    const rows = chosen(data, this.state)
    const pages = Math.max(1, Math.ceil(rows.length / SIZE))
    const page = Math.min(this.state.page, pages)
    const plain = !query(this.state)
    if (plain) this.body.replaceChildren(...this.came)
    else this.body.replaceChildren(...rows.slice((page - 1) * SIZE, page * SIZE).map((row) => this.line(data, row)))
    this.marked()
    this.turned(plain ? 1 : pages, page)
    for (const pager of this.pagers) pager.hidden = !plain
    this.tools.update(this.state, this.sql())
    const words = plain ? count(data.length, 'row') : told(rows.length, data.length, page, this.state)
    if (this.caption) this.caption.textContent = plain ? this.counted : words
    this.status.textContent = [missing(unknown), words].filter(Boolean).join(' ')
  }

  private line(data: Data, row: number): HTMLTableRowElement {
    const values = new Map(data.columns.map(({ name, values }) => [name, written(values[row]!)]))
    return el('tr', {}, ...cells(this.shape, values))
  }

  private marked(): void {
    for (const [name, { head }] of this.sorts) {
      if (name === this.state.sort) head.setAttribute('aria-sort', this.state.down ? 'descending' : 'ascending')
      else head.removeAttribute('aria-sort')
    }
  }

  private turned(pages: number, page: number): void {
    const held = this.pager.contains(document.activeElement) ? document.activeElement?.textContent : null
    this.pager.hidden = pages < 2
    const to = (words: string, target: number): HTMLElement =>
      el('button', {
        type: 'button',
        'aria-disabled': String(target < 1 || target > pages),
        click: () => target >= 1 && target <= pages && this.choose({ ...this.state, page: target }, 'page'),
      }, words)
    this.pager.replaceChildren(to('First', page > 1 ? 1 : 0), to('Previous', page - 1), `Page ${page} of ${pages}`,
      to('Next', page + 1), to('Last', page < pages ? pages : pages + 1))
    if (held) [...this.pager.querySelectorAll('button')].find(({ textContent }) => textContent === held)?.focus()
  }

  private sql(): string {
    return sql(this.shape.name, this.shape.fields, this.shape.key, this.state)
  }

  private async save(): Promise<void> {
    const data = await this.begin()
    const rows = chosen(data, this.state).map((row) => data.columns.map(({ values }) => written(values[row]!)))
    save(`${this.shape.name}.csv`, csv(data.columns.map(({ name }) => name), rows))
    this.status.textContent = `${count(rows.length, 'row')} saved as ${this.shape.name}.csv.`
  }
}

function shape(table: HTMLTableElement): Shape {
  const { table: name = '', key = '', pages = '', words } = table.dataset
  const fields = [...table.querySelectorAll<HTMLElement>('thead th[data-field]')].map(
    ({ dataset, textContent }): Field => ({
      name: dataset['field'] ?? '',
      type: dataset['type'] ?? 'string',
      title: textContent!.trim(),
      refers: dataset['ref'] ?? null,
    }),
  )
  return { name, fields, key: key.split(' '), pages: new Set(pages.split(' ')), words: words !== undefined }
}

function told(found: number, all: number, page: number, { sort, down }: State): string {
  if (!found) return `None of ${count(all, 'row')} fits.`
  const first = (page - 1) * SIZE + 1
  const order = sort ? `, sorted by ${sort}, ${down ? 'descending' : 'ascending'}` : ''
  return `Rows ${first.toLocaleString('en')}–${Math.min(found, page * SIZE).toLocaleString('en')} of ${found.toLocaleString('en')} that fit, of ${all.toLocaleString('en')} in all${order}.`
}

function missing(unknown: readonly string[]): string {
  return unknown.length ? `The address names columns that this table does not have: ${unknown.join(', ')}.` : ''
}
