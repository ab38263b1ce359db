/**
 * Pictures are SVG that the site was built with, every mark a link; this adds the keyboard, kinds to be left out, and in a
 * network what belongs together. [data-kind] marks belong to a kind, [data-node] are nodes, [data-ends] lines between two.
 */
export function pictures(): void {
  for (const figure of document.querySelectorAll<HTMLElement>('figure[data-picture]')) {
    kinds(figure)
    keys(figure)
    neighbours(figure)
  }
}

function kinds(figure: HTMLElement): void {
  const choice = figure.querySelector<HTMLFieldSetElement>('fieldset[data-kinds]')
  if (!choice) return
  const show = (): void => {
    const hidden = new URLSearchParams(location.search).getAll('hide')
    for (const box of choice.querySelectorAll('input')) {
      box.checked = !hidden.includes(box.value)
      for (const mark of document.querySelectorAll(`[data-kind="${CSS.escape(box.value)}"]`)) mark.classList.toggle('off', !box.checked)
    }
  }
  choice.hidden = false
  choice.addEventListener('change', () => {
    const off = [...choice.querySelectorAll('input')].filter(({ checked }) => !checked)
    const query = new URLSearchParams(off.map(({ value }) => ['hide', value])).toString()
    history.pushState(null, '', location.pathname + (query ? `?${query}` : ''))
    show()
  })
  addEventListener('popstate', show)
  show()
}

function keys(figure: HTMLElement): void {
  figure.addEventListener('keydown', (event) => {
    const links = [...figure.querySelectorAll<SVGAElement>('svg a')].filter((link) => !link.closest('.off'))
    const at = links.indexOf(document.activeElement as unknown as SVGAElement)
    if (at < 0) return
    const last = links.length - 1
    const to = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: last }[event.key]
    if (to === undefined) return
    event.preventDefault()
    links[(to + links.length) % links.length]!.focus()
  })
}

function neighbours(figure: HTMLElement): void {
  const lines = [...figure.querySelectorAll<SVGElement>('[data-ends]')]
  const nodes = [...figure.querySelectorAll<SVGElement>('[data-node]')]
  if (!lines.length) return
  const show = (node: string | undefined): void => {
    const near = new Set([node])
    for (const line of lines) {
      const ends = line.dataset['ends']!.split(' ')
      const on = node !== undefined && ends.includes(node)
      line.classList.toggle('on', on)
      if (on && !line.classList.contains('off')) for (const end of ends) near.add(end)
    }
    for (const each of nodes) each.classList.toggle('dim', node !== undefined && !near.has(each.dataset['node']))
    figure.classList.toggle('one', node !== undefined)
  }
  const at = ({ target }: Event): void => show((target as Element).closest<SVGElement>('[data-node]')?.dataset['node'])
  figure.addEventListener('focusin', at)
  figure.addEventListener('pointerover', at)
  figure.addEventListener('focusout', () => show(undefined))
  figure.addEventListener('pointerleave', () => show(undefined))
}
