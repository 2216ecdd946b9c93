import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { useContext, useEffect, useRef, useState } from 'react'
import type { CSSProperties, KeyboardEvent, MouseEvent, ReactNode } from 'react'
import { usePreferences } from '../stores/preferences.ts'
import { ErrorNotice } from './Notice.tsx'
import type { ErrorLike } from './Notice.tsx'
import { RowFocus } from './row-focus.ts'
import { ScrollArea } from './scroll-area.ts'
import { Skeleton } from './Skeleton.tsx'
import { useTableGeometry } from './table-geometry.ts'
import { TableHeader } from './TableHeader.tsx'
import type { Sorting } from './TableHeader.tsx'
import styles from './DataTable.module.css'

export interface Column<T> {
  id: string
  header: string
  /** The header is for screen readers only: what stands in the column is plain to see. */
  hideHeader?: boolean
  /** A grid track: "120px", "minmax(0, 2fr)". */
  width: string
  align?: 'end'
  /** Below this width of the table, in pixels, the column gives way. */
  hideBelow?: number
  sortable?: boolean
  /** Text in full, for the hover over a cell that may be cut off. */
  title?: (row: T) => string | undefined
  cell: (row: T) => ReactNode
}

/** Rows that may not all be there yet. */
export interface RowSource<T> {
  total: number | null
  at: (index: number) => T | undefined
  show: (first: number, last: number) => void
  error: ErrorLike | null
  isPrevious: boolean
  retry: () => void
}

export interface DataTableProps<T> {
  label: string
  columns: readonly Column<T>[]
  rows: RowSource<T>
  /** What opening a row does; Enter and a click anywhere on it. */
  onOpen?: (row: T) => void
  /** Marks the row that is open. */
  isOpen?: (row: T) => boolean
  sorting?: Sorting
  toolbar?: ReactNode
  empty: ReactNode
}

const HEIGHTS = { comfortable: 44, compact: 34 } as const
const HEADER_HEIGHT = 34
const SKELETON_ROWS = 8
/** Browsers stop laying out beyond some 33 million pixels. */
const MOST_ROWS = 700_000

/** A table of any length: only the rows on screen exist, the header stays, the arrow keys move. */
export function DataTable<T>(props: DataTableProps<T>) {
  const { label, rows, sorting, toolbar, empty } = props
  const scroller = useContext(ScrollArea)
  const frame = useRef<HTMLDivElement>(null)
  const body = useRef<HTMLDivElement>(null)
  const toolbarElement = useRef<HTMLDivElement>(null)
  const geometry = useTableGeometry(frame, body, toolbarElement, scroller)
  const columns = props.columns.filter(
    (column) => column.hideBelow === undefined || geometry.width === 0 || geometry.width >= column.hideBelow,
  )
  const count = Math.min(rows.total ?? SKELETON_ROWS, MOST_ROWS)
  const style = {
    '--columns': columns.map((column) => column.width).join(' '),
    '--toolbar-height': `${geometry.toolbar}px`,
  } as CSSProperties

  return (
    <div className={styles.frame} ref={frame} style={style}>
      {toolbar && (
        <div className={styles.toolbar} ref={toolbarElement}>
          {toolbar}
        </div>
      )}
      {rows.error && (
        <div className={styles.error}>
          <ErrorNotice error={rows.error} retry={rows.retry} />
        </div>
      )}
      {count === 0 && !rows.error && empty}
      {count > 0 && (
        <div
          role="grid"
          aria-label={label}
          aria-rowcount={rows.total === null ? -1 : rows.total + 1}
          aria-busy={rows.total === null || rows.isPrevious}
          className={styles.grid}
        >
          <TableHeader columns={columns} sorting={sorting} />
          <div role="rowgroup" ref={body} data-stale={rows.isPrevious || undefined} className={styles.body}>
            <VirtualRows
              {...props}
              columns={columns}
              count={count}
              scroller={scroller}
              margin={geometry.margin}
              cover={geometry.toolbar + HEADER_HEIGHT}
            />
          </div>
        </div>
      )}
    </div>
  )
}

interface VirtualRowsProps<T> extends DataTableProps<T> {
  count: number
  scroller: HTMLElement | null
  margin: number
  /** Pixels at the top that the toolbar and the header cover. */
  cover: number
}

function VirtualRows<T>({ columns, rows, onOpen, isOpen, count, scroller, margin, cover }: VirtualRowsProps<T>) {
  const height = HEIGHTS[usePreferences((preferences) => preferences.density)]
  const [active, setActive] = useState(0)
  const focusNext = useRef(false)
  const container = useRef<HTMLDivElement>(null)
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller,
    estimateSize: () => height,
    scrollMargin: margin,
    scrollPaddingStart: cover,
    overscan: 10,
    // The row in focus stays in the document when it is scrolled away, or the focus would be lost.
    rangeExtractor: (range) => {
      const indexes = defaultRangeExtractor(range)
      return active < count && !indexes.includes(active) ? [...indexes, active].toSorted((one, other) => one - other) : indexes
    },
  })
  const { show } = rows
  const first = virtualizer.range?.startIndex ?? 0
  const last = virtualizer.range?.endIndex ?? 0
  useEffect(() => virtualizer.measure(), [virtualizer, height])
  useEffect(() => show(first, last), [show, first, last])
  useEffect(() => {
    if (!focusNext.current) return
    focusNext.current = false
    container.current?.querySelector<HTMLElement>(`[data-index="${active}"]`)?.focus({ preventScroll: true })
  }, [active])

  const move = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (!(event.target instanceof HTMLElement) || event.target.getAttribute('role') !== 'row') return
    const to = destination(event.key, active, count, Math.max(1, Math.floor((scroller?.clientHeight ?? 400) / height) - 2))
    if (to === null) {
      const row = rows.at(active)
      if (event.key === 'Enter' && row !== undefined) onOpen?.(row)
      return
    }
    event.preventDefault()
    virtualizer.scrollToIndex(to, { align: 'auto' })
    focusNext.current = true
    setActive(to)
  }

  return (
    <div ref={container} role="presentation" className={styles.rows} style={{ height: count * height }}>
      {virtualizer.getVirtualItems().map(({ index }) => {
        const row = rows.at(index)
        return (
          <div
            key={index}
            role="row"
            data-index={index}
            aria-rowindex={index + 2}
            aria-selected={row !== undefined && isOpen ? isOpen(row) : undefined}
            tabIndex={index === Math.min(active, count - 1) ? 0 : -1}
            className={styles.row}
            data-open={row !== undefined && isOpen?.(row) ? true : undefined}
            data-opens={onOpen ? true : undefined}
            style={{ height, transform: `translateY(${index * height}px)` }}
            onFocus={() => setActive(index)}
            onKeyDown={move}
            onClick={(event) => row !== undefined && isPlainClick(event) && onOpen?.(row)}
          >
            <RowFocus.Provider value={index === active}>
              {columns.map((column) => (
                <div key={column.id} role="gridcell" className={styles.cell} data-align={column.align} title={row && column.title?.(row)}>
                  {row === undefined ? <Skeleton width={`${52 + ((index * 7 + column.id.length * 11) % 36)}%`} /> : column.cell(row)}
                </div>
              ))}
            </RowFocus.Provider>
          </div>
        )
      })}
    </div>
  )
}

function destination(key: string, from: number, count: number, pageful: number): number | null {
  const within = (index: number): number => Math.min(Math.max(index, 0), count - 1)
  switch (key) {
    case 'ArrowDown':
      return within(from + 1)
    case 'ArrowUp':
      return within(from - 1)
    case 'PageDown':
      return within(from + pageful)
    case 'PageUp':
      return within(from - pageful)
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return null
  }
}

/** Not a click on a control in the row, nor the end of selecting text in it. */
function isPlainClick(event: MouseEvent<HTMLElement>): boolean {
  if (!(event.target instanceof Element) || !event.currentTarget.contains(event.target)) return false
  if (event.target.closest('a, button, input, label, select, textarea')) return false
  return (window.getSelection()?.toString() ?? '') === ''
}
