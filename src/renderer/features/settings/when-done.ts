/**
 * Goes on once an order has been carried out. Unlike what `mutate` is given, it also runs when the form is gone by then: one that is keyed
 * by what it edits is replaced as soon as the screens have the new state. A refusal is shown by the form, from the mutation itself.
 */
export async function whenDone<T>(order: Promise<T>, next: (value: T) => void): Promise<void> {
  try {
    next(await order)
  } catch {
    // Shown by the form.
  }
}
