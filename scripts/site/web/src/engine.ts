import { AsyncDuckDB, VoidLogger, type AsyncDuckDBConnection } from '@duckdb/duckdb-wasm'

export interface Answer {
  readonly columns: readonly { name: string; type: string }[]
  /** Each value as DuckDB writes it; absent is null. */
  readonly rows: readonly (readonly (string | null)[])[]
  /** Whether there are more rows than these. */
  readonly more: boolean
}

interface Resource {
  name: string
  path: string
  format?: string
  schema?: { fields: { name: string; type: string }[] }
}

const MOST = 100_000 // rows of an answer
const TYPES: Readonly<Record<string, string>> = {
  string: 'VARCHAR',
  integer: 'BIGINT',
  number: 'DOUBLE',
  boolean: 'BOOLEAN',
  date: 'DATE',
}
// what is asked of the tables as such: then all of them must be there
const OF_TABLES = /\b(show|information_schema|duckdb_\w+|sqlite_master|pg_\w+)\b/i
// statements whose answer is a table, so that its values can be cast
const READS = /^(\s|--[^\n]*\n|\/\*.*?\*\/|\()*(select|from|with|values|table|describe|summarize|show|pivot|unpivot)\b/is
const PIVOTS = /\b(pivot|pivot_wider)\b/i

/** DuckDB in a worker, with the published tables as views and no way out. `stop` ends it whatever it is doing. */
export class Engine {
  private readonly loaded = new Set<string>()

  private constructor(
    private readonly root: URL,
    private readonly worker: Worker,
    private readonly db: AsyncDuckDB,
    private readonly connection: AsyncDuckDBConnection,
    private readonly tables: ReadonlyMap<string, Resource>,
  ) {}

  /** Starts the worker; `begun` has it at once, to end it where it hangs. Throws where the tables cannot be read. */
  static async start(root: URL, begun: (worker: Worker) => void): Promise<Engine> {
    const worker = new Worker(new URL('assets/worker.js', root))
    begun(worker)
    const failed = new Promise<never>((_, reject) => {
      worker.addEventListener('error', (event) => reject(new Error(event.message || 'The database does not start.')))
    })
    const ready = async (): Promise<Engine> => {
      const response = await fetch(new URL('datapackage.json', root))
      if (!response.ok) throw new Error(`datapackage.json cannot be read (${response.status})`)
      const { resources } = (await response.json()) as { resources: Resource[] }
      const tables = new Map(resources.filter(({ schema, format }) => schema && format === 'csv').map((each) => [each.name, each]))
      const db = new AsyncDuckDB(new VoidLogger(), worker)
      await db.instantiate(new URL('assets/duckdb-eh.wasm.gz', root).href)
      await db.open({ path: ':memory:' })
      const connection = await db.connect()
      await shut(connection, [...tables.keys()])
      return new Engine(root, worker, db, connection, tables)
    }
    return Promise.race([ready(), failed])
  }

  stop(): void {
    this.worker.terminate()
  }

  /** The answer to SQL. Throws with the words of DuckDB. */
  async run(sql: string): Promise<Answer> {
    await this.need(sql)
    const query = sql.trim().replace(/[;\s]+$/, '')
    if (!READS.test(query)) return this.rows(sql)
    let from = `(\n${query}\n)`
    if (PIVOTS.test(query)) {
      from = '"the pivot"' // it is parsed into several statements, which stand in no FROM
      await this.connection.query(`CREATE OR REPLACE TEMP TABLE ${from} AS ${query}`)
    } else await (await this.connection.prepare(query)).close() // says what is wrong with the SQL as it was written
    const types = await this.rows(`DESCRIBE FROM ${from}`)
    const answer = await this.rows(`SELECT CAST(COLUMNS(*) AS VARCHAR) FROM ${from} LIMIT ${MOST + 1}`)
    const columns = types.rows.map(([name, type]) => ({ name: name ?? '', type: type ?? '' }))
    return { columns, rows: answer.rows.slice(0, MOST), more: answer.rows.length > MOST }
  }

  private async rows(sql: string): Promise<Answer> {
    const table = await this.connection.query(sql)
    const columns = table.schema.fields.map(({ name, type }) => ({ name, type: String(type) }))
    const vectors = columns.map((_, index) => table.getChildAt(index)!)
    const rows = Array.from({ length: table.numRows }, (_, row) =>
      vectors.map((vector) => {
        const value: unknown = vector.get(row)
        return value === null || value === undefined ? null : String(value)
      }),
    )
    return { columns, rows, more: false }
  }

  /** Loads the tables that the SQL names and that are not there yet. */
  private async need(sql: string): Promise<void> {
    const all = OF_TABLES.test(sql)
    const named = new Set(sql.toLowerCase().match(/[a-z_][a-z0-9_]*/g))
    const wanted = [...this.tables.values()].filter(({ name }) => !this.loaded.has(name) && (all || named.has(name)))
    const files = await Promise.all(
      wanted.map(async ({ path }) => {
        const response = await fetch(new URL(path, this.root))
        if (!response.ok) throw new Error(`${path} cannot be read (${response.status})`)
        return new Uint8Array(await response.arrayBuffer())
      }),
    )
    for (const [index, { name, schema }] of wanted.entries()) {
      await this.db.registerFileBuffer(`${name}.csv`, files[index]!)
      const columns = schema!.fields.map((field) => `${text(field.name)}: ${text(TYPES[field.type]!)}`).join(', ')
      await this.connection.query(
        `CREATE SCHEMA IF NOT EXISTS published;
         CREATE TABLE published."${name}" AS
           FROM read_csv(${text(`${name}.csv`)}, header = true, nullstr = '', auto_detect = false, delim = ',', quote = '"', escape = '"',
                         columns = {${columns}});
         CREATE VIEW "${name}" AS FROM published."${name}"`,
      )
      await this.db.dropFile(`${name}.csv`)
      this.loaded.add(name)
    }
  }
}

/** From now on no file but these, no network, no extension. */
async function shut(connection: AsyncDuckDBConnection, tables: readonly string[]): Promise<void> {
  await connection.query('SET autoinstall_known_extensions = false')
  await connection.query('SET autoload_known_extensions = false')
  await connection.query(`SET allowed_paths = [${tables.map((name) => text(`${name}.csv`)).join(', ')}]`)
  await connection.query('SET enable_external_access = false')
  await connection.query('SET lock_configuration = true')
}

const text = (value: string): string => `'${value.replaceAll("'", "''")}'`
