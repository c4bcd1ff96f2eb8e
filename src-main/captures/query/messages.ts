import type { NewestRows, QueryPage } from '@shared/model/query'
import type { Problem } from '@shared/model/session'

/** What a query reads of its own capture: names in small letters. */
export interface QueryNeeds {
  readonly tables: readonly string[]
  /** null: any column. */
  readonly columns: readonly string[] | null
}

/** A table of which a query is given a copy; `file` is null where it needs no rows. */
export interface CopiedTable {
  readonly name: string
  readonly columns: readonly { readonly name: string; readonly type: string }[]
  readonly file: string | null
}

/** Where the rows are: in a file that nobody writes, or in copies of what the query needs. */
export type QuerySource =
  | { readonly kind: 'file'; readonly path: string }
  | {
      readonly kind: 'copies'
      /** To be removed after the query. */
      readonly folder: string
      readonly tables: readonly CopiedTable[]
      readonly newest: readonly NewestRows[]
    }

/** The file of a finished capture that is read beside the query's own. */
export interface BesideFile {
  readonly name: string
  readonly path: string
}

/** To the query's process. Each is answered once. */
export type ToQuery =
  /** `beside`: the names under which there are more captures. */
  | { readonly kind: 'parse'; readonly sql: string; readonly beside: readonly string[] }
  | { readonly kind: 'run'; readonly source: QuerySource; readonly beside: readonly BesideFile[] }
  | { readonly kind: 'next' }

/** A page as the query's process knows it. */
export type RowsPage = Pick<QueryPage, 'columns' | 'rows' | 'count' | 'done'>

export type FromQuery =
  | { readonly kind: 'needs'; readonly needs: QueryNeeds }
  | { readonly kind: 'page'; readonly page: RowsPage }
  | { readonly kind: 'refusal'; readonly problem: Problem }
