import { el } from './dom.ts'
import { units } from './text.ts'

/** Shows the words that an address names by their place (#char=START,END, as in RFC 5147, counted in code points). */
export function character(): void {
  const text = document.querySelector<HTMLElement>('[data-text]')
  if (!text) return
  const note = el('p', { role: 'status', class: 'note' })
  text.before(note)
  const show = (): void => {
    const named = new URLSearchParams(location.hash.slice(1))
    const [start, end] = (named.get('char') ?? '').split(',').map(Number)
    if (start === undefined || end === undefined || !(start < end)) return
    const quote = named.get('quote')
    try {
      const range = span(text, start, end)
      const differs = quote !== null && range.toString() !== quote
      note.textContent = differs ? `The words at ${start}–${end} are not those of the link: “${quote}”.` : ''
      getSelection()?.removeAllRanges()
      getSelection()?.addRange(range)
      range.startContainer.parentElement?.scrollIntoView({ block: 'center' })
    } catch {
      note.textContent = `This text has no ${start}–${end}.`
    }
  }
  addEventListener('hashchange', show)
  show()
}

/** The range of an element's text from code point `start` to `end`. Throws RangeError beyond it. */
export function span(element: Node, start: number, end: number): Range {
  const whole = element.textContent ?? ''
  const from = units(whole, start)
  const to = units(whole, end - start, from)
  const range = document.createRange()
  const nodes = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  let passed = 0
  for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
    const length = node.nodeValue!.length
    if (from >= passed && from < passed + length) range.setStart(node, from - passed)
    if (to > passed && to <= passed + length) {
      range.setEnd(node, to - passed)
      break
    }
    passed += length
  }
  return range
}
