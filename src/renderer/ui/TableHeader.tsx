import { Icon } from './icons.tsx'
import styles from './DataTable.module.css'

export interface Sorting {
  column: string
  descending: boolean
  onSort: (column: string, descending: boolean) => void
}

/** The row of column names; those that sort are buttons. */
export function TableHeader({
  columns,
  sorting,
}: {
  columns: readonly { id: string; header: string; hideHeader?: boolean; align?: 'end'; sortable?: boolean }[]
  sorting?: Sorting | undefined
}) {
  return (
    <div role="rowgroup" className={styles.header}>
      <div role="row" aria-rowindex={1} className={styles.headerRow}>
        {columns.map((column) => {
          const isSorted = sorting?.column === column.id
          return (
            <div
              key={column.id}
              role="columnheader"
              className={styles.headerCell}
              data-align={column.align}
              aria-sort={isSorted ? (sorting.descending ? 'descending' : 'ascending') : undefined}
            >
              {column.sortable && sorting ? (
                <button
                  type="button"
                  className={styles.sort}
                  data-sorted={isSorted || undefined}
                  onClick={() => sorting.onSort(column.id, isSorted ? !sorting.descending : false)}
                >
                  {column.header}
                  <Icon name={isSorted ? (sorting.descending ? 'arrowDown' : 'arrowUp') : 'chevronsUpDown'} size={12} />
                </button>
              ) : (
                <span className={column.hideHeader ? 'visually-hidden' : undefined}>{column.header}</span>
              )}
            </div>
          )
        })}
      </div>
    </div>
  )
}
