/** CSV as DuckDB writes it: LF, quotation marks only where they are needed, absent as nothing, the empty text as "". */
export function csv(columns: readonly string[], rows: Iterable<readonly (string | null)[]>): string {
  const lines = [columns.map(cell).join(',')]
  for (const row of rows) lines.push(row.map((value) => (value === null ? '' : cell(value))).join(','))
  return lines.join('\n') + '\n'
}

function cell(value: string): string {
  return value === '' || /[",#\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value
}

/** Hands the reader a file. */
export function save(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
