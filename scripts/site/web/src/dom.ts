import { pieces } from './text.ts'

type Child = Node | string | null

/** An element with its attributes and children; texts stay texts. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string | boolean | ((event: Event) => void)>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(name, value)
    else if (value === true) made.setAttribute(name, '')
    else if (value !== false) made.setAttribute(name, value)
  }
  made.append(...children.filter((child) => child !== null))
  return made
}

/** Words of the record: set apart from the direction around them, characters that do not show with their code. */
export function words(text: string): Node {
  if (/^[\x20-\x7e]*$/.test(text)) return document.createTextNode(text)
  const shown = pieces(text).map(({ text, hidden }) =>
    hidden ? el('bdi', { class: 'code', 'data-code': name(text) }, text) : document.createTextNode(text),
  )
  return el('bdi', {}, ...shown)
}

function name(character: string): string {
  return `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`
}

/** Calls `action` once it has not been asked for during `wait` milliseconds. */
export function settled(action: () => void, wait: number): () => void {
  let timer = 0
  return () => {
    clearTimeout(timer)
    timer = setTimeout(action, wait) as unknown as number
  }
}

/** The root of the site, wherever it is. */
export function root(): URL {
  return new URL(document.documentElement.dataset['root'] ?? './', document.baseURI)
}

export function count(number: number, what: string): string {
  return `${number.toLocaleString('en')} ${what}${number === 1 ? '' : 's'}`
}
