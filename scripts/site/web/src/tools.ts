import type { Column, Data } from './data.ts'
import { count, el, root, settled, words } from './dom.ts'
import { facet, few } from './filter.ts'
import type { Field, Shape } from './row.ts'
import { empty, query, type State } from './state.ts'

interface Told {
  /** A reader chose something; `what` names it. */
  changed(state: State, what: string): void
  /** The rows will be needed soon. */
  wanted(): void
  save(): void
}

interface Choice {
  readonly box: HTMLInputElement
  readonly number: HTMLElement
}

/** The controls above a table. */
export class Tools {
  readonly element: HTMLElement
  private readonly search = el('input', { type: 'search', name: 'q', autocomplete: 'off' })
  private readonly filters = el('div', { class: 'filters', id: 'filters', hidden: true })
  private readonly opener: HTMLButtonElement
  private readonly clear: HTMLButtonElement
  private readonly asSql = el('a', { href: new URL('sql.html', root()).href }, 'The same in SQL')
  private readonly inputs = new Map<string, HTMLInputElement>()
  private readonly choices = new Map<string, Map<string, Choice>>()
  private data: Data | null = null
  private state: State = empty()

  constructor(
    private readonly shape: Shape,
    private readonly told: Told,
  ) {
    this.opener = el('button', { type: 'button', 'aria-expanded': 'false', 'aria-controls': 'filters', click: () => this.open() }, 'Filters')
    this.clear = el('button', { type: 'button', click: () => this.told.changed(this.set(empty()), 'clear') }, 'Clear')
    const saver = el('button', { type: 'button', click: () => this.told.save() }, 'Save these rows as CSV')
    const typed = settled(() => this.change({ words: this.search.value }, 'typed q'), 150)
    this.search.addEventListener('input', typed)
    const label = el('label', {}, 'Words in a row ', this.search)
    this.element = el(
      'form',
      { class: 'tools', role: 'search', 'aria-label': 'Choose rows', submit: (event) => event.preventDefault(), focusin: () => this.told.wanted() },
      el('div', { class: 'bar' }, label, this.opener, this.clear, saver, this.asSql),
      this.filters,
    )
  }

  private open(): void {
    this.filters.hidden = !this.filters.hidden
    this.opener.setAttribute('aria-expanded', String(!this.filters.hidden))
    this.count()
  }

  private change(part: Partial<State>, what: string): void {
    this.state = { ...this.state, ...part }
    this.told.changed(this.state, what)
  }

  /** Shows a state that came from elsewhere, and returns it. */
  set(state: State): State {
    this.state = state
    this.search.value = state.words
    this.mark(state)
    return state
  }

  private mark(state: State): void {
    for (const [key, input] of this.inputs) {
      const [kind, name] = key.split('.') as ['has' | 'from' | 'to', string]
      input.value = state[kind].get(name) ?? ''
    }
    for (const [name, choices] of this.choices) {
      for (const [value, { box }] of choices) box.checked = state.is.get(name)?.includes(value) ?? false
    }
  }

  /** The rows are there. */
  fill(data: Data): void {
    this.data = data
    this.count()
  }

  /** A state is shown, whose rows this SQL gives. */
  update(state: State, sql: string): void {
    this.state = state
    const chosen = [...state.is.keys(), ...state.has.keys(), ...state.from.keys(), ...state.to.keys()].length
    this.opener.textContent = chosen ? `Filters (${count(chosen, 'column')})` : 'Filters'
    this.clear.setAttribute('aria-disabled', String(!query(state)))
    this.asSql.href = `${new URL('sql.html', root()).href}#sql=${encodeURIComponent(sql)}`
    this.count()
  }

  /** Tells, where it is seen, how many rows the other choices leave for each value. */
  private count(): void {
    if (this.filters.hidden || !this.data) return
    if (!this.filters.hasChildNodes()) this.make(this.data)
    for (const [name, choices] of this.choices) {
      const counts = facet(this.data, this.data.columns.find((column) => column.name === name)!, this.state)
      for (const [value, { number }] of choices) number.textContent = `(${(counts.get(value) ?? 0).toLocaleString('en')})`
    }
  }

  /** Makes the filter of each column, whose kind the rows decide. */
  private make(data: Data): void {
    const groups = data.columns.map((column) => {
      const field = this.shape.fields.find(({ name }) => name === column.name)!
      return few(column) ? this.boxes(data, column, field) : column.type === 'string' ? this.text(field) : this.range(field)
    })
    this.filters.replaceChildren(...groups)
    this.mark(this.state)
  }

  private boxes(data: Data, column: Column, { name, title }: Field): HTMLElement {
    const choices = new Map<string, Choice>()
    const lines = [...facet(data, column, empty()).keys()].map((value) => {
      const box = el('input', { type: 'checkbox', change: () => this.tick(name) })
      const number = el('span', { class: 'number' })
      choices.set(value, { box, number })
      return el('label', {}, box, ' ', value ? words(value) : el('i', {}, 'absent'), ' ', number)
    })
    this.choices.set(name, choices)
    return el('fieldset', {}, el('legend', {}, title), ...lines)
  }

  private tick(name: string): void {
    const ticked = [...this.choices.get(name)!].filter(([, { box }]) => box.checked).map(([value]) => value)
    const is = new Map(this.state.is)
    if (ticked.length) is.set(name, ticked)
    else is.delete(name)
    this.change({ is }, `is.${name}`)
  }

  private text({ name, title }: Field): HTMLElement {
    return el('fieldset', {}, el('legend', {}, title), el('label', {}, 'has ', this.input('has', name, 'text')))
  }

  private range({ name, title, type }: Field): HTMLElement {
    const kind = type === 'date' ? 'date' : 'number'
    const bounds = (['from', 'to'] as const).map((bound) => el('label', {}, `${bound} `, this.input(bound, name, kind)))
    return el('fieldset', {}, el('legend', {}, title), ...bounds)
  }

  private input(kind: 'has' | 'from' | 'to', name: string, type: string): HTMLInputElement {
    const key = `${kind}.${name}`
    const input = el('input', { type, autocomplete: 'off', ...(type === 'number' ? { step: 'any' } : {}) })
    const typed = settled(() => {
      const next = new Map(this.state[kind])
      if (input.value) next.set(name, input.value)
      else next.delete(name)
      this.change({ [kind]: next }, `typed ${key}`)
    }, 150)
    input.addEventListener('input', typed)
    this.inputs.set(key, input)
    return input
  }
}
