import type { Actor } from '../../shared/console/activity.ts'
import type { Backup, RestoreImpact } from '../../shared/console/backups.ts'
import type { MethodName, OutputOf, ParsedInputOf } from '../../shared/console/contract.ts'
import type { Health } from '../../shared/console/health.ts'
import type { Addresses, AddressSettings, Reach, StartAtLogin, TlsState } from '../../shared/console/service.ts'
import type { Status } from '../../shared/console/settings.ts'
import type { ReplayableRequest } from '../domain/activity/replay.ts'
import type { Domain } from '../domain/domain.ts'
import type { AuditRow } from '../store/audit.ts'

/** What the service can say of itself: known to the host, shown in Settings. */
export interface ServiceFacts {
  status(): Omit<Status, 'databaseBytes'>
  /** `scheme://authority` under which clients reach the SCIM service (E3): the public URL if one is set. */
  scimOrigin(): string
}

/** What a rehearsed request was answered with, and the audit events that it would have left. */
export interface RehearsedAnswer {
  readonly status: number
  readonly headers: Record<string, string>
  readonly body: string | null
  readonly events: readonly AuditRow[]
}

/** What only the process itself can do, with its sockets, files and clocks: given by the host. */
export interface Operations {
  health(): Promise<Health>
  /** The request through the SCIM service, in the name of the integration that it addresses; all of it is undone. */
  rehearse(request: ReplayableRequest): Promise<RehearsedAnswer>
  readonly backups: BackupOperations
  readonly service: ServiceOperations
}

/** X4. What each does and refuses is said at the method of the contract that it answers. */
export interface BackupOperations {
  list(): Promise<OutputOf<'backups.list'>>
  create(actor: Actor): Promise<Backup>
  verify(name: string): Promise<Backup>
  remove(name: string, actor: Actor): Promise<void>
  restoreImpact(name: string): Promise<RestoreImpact>
  restore(name: string, otherInstance: boolean, actor: Actor): Promise<OutputOf<'backups.restore'>>
}

/** E8, X5. Likewise. */
export interface ServiceOperations {
  addresses(): Promise<Addresses>
  setAddresses(wanted: Partial<AddressSettings>, actor: Actor): Promise<Addresses>
  tls(): Promise<TlsState>
  generateCertificate(input: ParsedInputOf<'service.generateCertificate'>, actor: Actor): Promise<TlsState>
  importCertificate(input: ParsedInputOf<'service.importCertificate'>, actor: Actor): Promise<TlsState>
  testFromOutside(): Promise<Reach>
  diagnostics(entries: number): Promise<OutputOf<'service.diagnostics'>>
  startAtLogin(): Promise<StartAtLogin>
  setStartAtLogin(enabled: boolean, actor: Actor): Promise<StartAtLogin>
}

export interface Context {
  readonly domain: Domain
  readonly actor: Actor
  readonly facts: ServiceFacts
  readonly operations: Operations
}

export type Handler<M extends MethodName> = (context: Context, input: ParsedInputOf<M>) => Promise<OutputOf<M>>

/** The handlers of one noun of the contract. */
export type HandlersOf<N extends string> = { readonly [M in MethodName as M extends `${N}.${string}` ? M : never]: Handler<M> }
