/** An answer that is an error, thrown from wherever it becomes clear. */
export class Refusal extends Error {
  readonly status: number
  readonly scimType: string | undefined

  constructor(status: number, scimType?: string, detail = 'The tiny server refuses.') {
    super(detail)
    this.status = status
    this.scimType = scimType
  }
}
