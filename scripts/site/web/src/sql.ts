import { csv, save } from './csv.ts'
import { count, el, root, words } from './dom.ts'
import type { Answer, Engine } from './engine.ts'

const SHOWN = 1000 // rows of an answer that are drawn

/** The page that asks in SQL. What an address brings is filled in; only a reader's Run runs it. */
export class Sql {
  private readonly text: HTMLTextAreaElement
  private readonly status: HTMLElement
  private readonly result: HTMLElement
  private readonly run: HTMLButtonElement
  private readonly cancel: HTMLButtonElement
  private readonly saver: HTMLButtonElement
  private limit = 0 // seconds
  private turn = 0 // of starting the database
  private engine: Engine | null = null
  private worker: Worker | null = null
  private answer: Answer | null = null
  private stop: ((why: string) => void) | null = null

  constructor(private readonly form: HTMLFormElement) {
    const of = <T extends HTMLElement>(name: string): T => form.querySelector<T>(`[data-is="${name}"]`)!
    this.text = of('sql')
    this.status = of('status')
    this.result = of('result')
    this.run = of('run')
    this.cancel = of('cancel')
    this.saver = of('save')
    form.addEventListener('submit', (event) => {
      event.preventDefault()
      void this.ask()
    })
    this.text.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void this.ask()
    })
    this.cancel.addEventListener('click', () => this.stop?.('Cancelled.'))
    this.saver.addEventListener('click', () => this.save())
    addEventListener('hashchange', () => this.fill())
    addEventListener('popstate', () => this.fill())
    for (const link of document.querySelectorAll<HTMLAnchorElement>('a[data-fill]')) {
      link.addEventListener('click', (event) => {
        event.preventDefault() // the database that runs is kept
        history.pushState(null, '', link.href)
        this.fill()
        this.text.focus()
      })
    }
    form.hidden = false
    document.querySelector<HTMLElement>('[data-without]')!.hidden = true
    this.fill()
  }

  /** Takes SQL from the address: a sample by its name (?query=), or the words themselves (#sql=). */
  private fill(): void {
    const linked = new URLSearchParams(location.hash.slice(1)).get('sql')
    const name = new URLSearchParams(location.search).get('query')
    if (linked !== null) {
      this.text.value = linked
      this.say('This query came with the link. Read it, then run it.')
    } else if (name !== null) {
      const sample = [...document.querySelectorAll<HTMLElement>('[data-query]')].find(({ dataset }) => dataset['query'] === name)
      if (sample) this.text.value = sample.textContent!.trim()
      this.say(sample ? 'This query came with the link. Read it, then run it.' : `No sample is named ${name}.`)
    }
  }

  private say(message: string): void {
    this.status.textContent = message
  }

  private async ask(): Promise<void> {
    if (this.stop) return
    this.limit = Number(this.form.dataset['limit'])
    const started = performance.now()
    this.busy(true)
    this.say(this.engine ? 'Running …' : 'Starting the database (8 MB) …')
    try {
      this.show(await this.within(this.work()), performance.now() - started)
    } catch (error) {
      this.draw(null)
      this.say(error instanceof Error ? error.message : String(error))
    } finally {
      this.stop = null
      this.busy(false)
    }
  }

  private async work(): Promise<Answer | void> {
    if (!this.engine) {
      const { Engine } = (await import(new URL('assets/engine.js', root()).href)) as typeof import('./engine.ts')
      const turn = ++this.turn
      const engine = await Engine.start(root(), (worker) => (this.worker = worker))
      if (turn !== this.turn) return engine.stop() // cancelled meanwhile, and nobody waits
      this.engine = engine
      this.say('Running …')
    }
    return this.engine.run(this.text.value)
  }

  /** The work, unless it takes too long or is cancelled: then the worker ends, and the next query starts another. */
  private within(work: Promise<Answer | void>): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.stop?.(`Stopped: it took more than ${this.limit} seconds.`), this.limit * 1000)
      this.stop = (why) => {
        clearTimeout(timer)
        this.turn++
        this.worker?.terminate()
        this.engine = null
        reject(new Error(why))
      }
      work.then((answer) => answer && resolve(answer), reject).finally(() => clearTimeout(timer))
    })
  }

  private busy(is: boolean): void {
    this.run.setAttribute('aria-disabled', String(is))
    this.cancel.hidden = !is
    this.result.setAttribute('aria-busy', String(is))
  }

  private show(answer: Answer, took: number): void {
    this.draw(answer)
    const { rows, more } = answer
    const drawn = rows.length > SHOWN ? ` The first ${SHOWN.toLocaleString('en')} are drawn; the CSV has all that were read.` : ''
    this.say(`${more ? 'More than ' : ''}${count(rows.length, 'row')} in ${(took / 1000).toFixed(1)} s.${drawn}`)
  }

  private draw(answer: Answer | null): void {
    this.answer = answer
    this.saver.hidden = !answer
    if (!answer) return this.result.replaceChildren()
    const numbers = answer.columns.map(({ type }) => /INT|DOUBLE|FLOAT|DECIMAL/.test(type) && !/[[(]/.test(type.replace(/\(.*?\)/, '')))
    const head = answer.columns.map(({ name, type }) => el('th', { scope: 'col' }, words(name), el('small', {}, type)))
    const lines = answer.rows.slice(0, SHOWN).map((row) =>
      el('tr', {}, ...row.map((value, at) => (value === null ? el('td', { class: 'absent' }) : el('td', numbers[at] ? { class: 'number' } : {}, words(value))))),
    )
    const table = el('table', {}, el('caption', {}, 'Answer'), el('thead', {}, el('tr', {}, ...head)), el('tbody', {}, ...lines))
    this.result.replaceChildren(el('div', { class: 'wide', role: 'region', 'aria-label': 'Answer', tabindex: '0' }, table))
  }

  private save(): void {
    if (this.answer) save('answer.csv', csv(this.answer.columns.map(({ name }) => name), this.answer.rows))
  }
}
