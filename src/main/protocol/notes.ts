const MOST = 50
const LONGEST = 300

/**
 * Adds what was tolerated or ignored to the notes of a request (R9). Notes are for the provisioning log: they name attributes and
 * never say their values. A request cannot make them grow without end.
 */
export function addNote(notes: string[], text: string): void {
  const short = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text
  if (notes.length < MOST && !notes.includes(short)) notes.push(short)
}
