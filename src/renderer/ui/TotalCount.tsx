/** How many there are of what a list shows, said aloud when it changes. */
export function TotalCount({ total, noun }: { total: number | null; noun: string }) {
  return (
    <span className="muted number" role="status">
      {total === null ? '' : `${total.toLocaleString('en')} ${noun}${total === 1 ? '' : 's'}`}
    </span>
  )
}
