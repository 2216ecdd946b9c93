import { z } from 'zod'
import { command, query } from './define.ts'
import { Verdict } from './health.ts'
import { Instant, Nothing } from './values.ts'

const Port = z.number().int().min(0).max(65_535)

/** Where the service listens. They belong to the machine, not to the data: a restored backup leaves them as they are. */
export const AddressSettings = z.object({
  /** An address of this machine, a name of it, or a wildcard. */
  scimHost: z.string().min(1).max(253),
  /** 0 picks a free one. */
  scimPort: Port,
  consolePort: Port,
  /** E8: the administrator accepts that others on the network can read what is sent there without TLS. */
  insecureAddressAllowed: z.boolean(),
  /** Serve SCIM over TLS, with the certificate that is kept in the data folder. */
  tls: z.boolean(),
})
export type AddressSettings = z.infer<typeof AddressSettings>

/** X5, E8: what is in force now, and what will be from the next start on. */
export const Addresses = z.object({
  now: z.object({
    scimUrl: z.string().nullable(),
    consoleUrl: z.string().nullable(),
    tls: z.boolean(),
  }),
  next: AddressSettings,
  /** Those that the command line of this start decided; it wins over what is kept. */
  commandLine: z.array(AddressSettings.keyof()),
  /** What is kept differs from what this start was given. */
  restartNeeded: z.boolean(),
  /** The addresses that this machine has. */
  machine: z.array(z.object({ address: z.string(), network: z.string(), loopback: z.boolean() })),
})
export type Addresses = z.infer<typeof Addresses>

export const Certificate = z.object({
  /** Host names and addresses that it is for. */
  names: z.array(z.string()),
  issuer: z.string(),
  selfSigned: z.boolean(),
  notBefore: Instant,
  notAfter: Instant,
  /** SHA-256, in hexadecimal with colons. */
  fingerprint: z.string(),
  /** The certificate itself, which is public: for whoever has to trust a self-signed one. */
  pem: z.string(),
})
export type Certificate = z.infer<typeof Certificate>

/** A certificate as it stands now; `expiring` in its last 30 days. */
export const WatchedCertificate = Certificate.extend({ standing: z.enum(['valid', 'expiring', 'expired']) })
export type WatchedCertificate = z.infer<typeof WatchedCertificate>

export const TlsState = z.object({
  /** What clients are shown; null without TLS. */
  inUse: WatchedCertificate.nullable(),
  /** Files that the command line names, or what is kept in the data folder. */
  source: z.enum(['none', 'files', 'data-folder']),
  /** What is kept in the data folder, in use or not. */
  kept: WatchedCertificate.nullable(),
  /** Why the last one that was put in place could not be used; the one before it goes on. */
  failure: z.string().nullable(),
  /** Whether the next start serves over TLS. */
  nextStart: z.boolean(),
  /** Names and addresses of this machine, for a certificate to be generated. */
  suggestedNames: z.array(z.string()),
})
export type TlsState = z.infer<typeof TlsState>

/** Days for which a generated certificate is valid at the most: clients of Apple refuse longer ones. */
export const LONGEST_CERTIFICATE = 825

export const HostName = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(
    /^(?:(?:\*\.)?[a-z\d](?:[a-z\d-]*[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]*[a-z\d])?)*|[\da-f]*:[\da-f:.]+)$/,
    'Enter host names and IP addresses.',
  )

/** What came of calling the service under its public URL. */
export const Reach = z.object({
  url: z.string(),
  verdict: Verdict,
  summary: z.string(),
  advice: z.string().nullable(),
  durationMs: z.number(),
})
export type Reach = z.infer<typeof Reach>

export const StartAtLogin = z.object({
  /** `app`: a switch of the desktop app. `unit`: a text to be installed by hand. */
  how: z.enum(['app', 'unit']),
  enabled: z.boolean(),
  /** A systemd user unit that starts this very service. */
  unit: z.string().nullable(),
})

export type StartAtLogin = z.infer<typeof StartAtLogin>

export const service = {
  addresses: query(Nothing, Addresses),
  /** Kept for the next start. Refused where the service could not or should not listen. */
  setAddresses: command(AddressSettings.partial(), Addresses),
  tls: query(Nothing, TlsState),
  /** A self-signed one, for as many days; in use at once where TLS is on. */
  generateCertificate: command(
    z.object({
      names: z.array(HostName).min(1, 'Enter at least one name.').max(50),
      days: z.number().int().min(1).max(LONGEST_CERTIFICATE).default(398),
    }),
    TlsState,
  ),
  /** PEM: the chain, own certificate first, and its private key, which leaves the service nowhere. */
  importCertificate: command(z.object({ certificate: z.string().max(200_000), key: z.string().max(50_000) }), TlsState),
  /** Calls the public URL from this machine and says what answered. */
  testFromOutside: command(Nothing, Reach),
  /** What a person who helps has to know: no token, no secret, nobody's name. */
  diagnostics: query(
    z.object({ entries: z.number().int().min(0).max(1000).default(100) }),
    z.object({ fileName: z.string(), text: z.string() }),
  ),
  startAtLogin: query(Nothing, StartAtLogin),
  setStartAtLogin: command(z.object({ enabled: z.boolean() }), StartAtLogin),
}
