import { character } from './article.ts'
import { pictures } from './picture.ts'
import { Sql } from './sql.ts'
import { Table } from './table.ts'

// from a disk a script may read no file: what needs one stays as the pages have it
const disk = location.protocol === 'file:'

function begin(): void {
  if (!disk) for (const table of document.querySelectorAll<HTMLTableElement>('table[data-table]')) new Table(table)
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-sql]')) if (!disk) new Sql(form)
  pictures()
  character()
}

if (document.readyState === 'loading') addEventListener('DOMContentLoaded', begin)
else begin()
