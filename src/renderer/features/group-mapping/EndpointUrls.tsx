import type { Mount } from '../../../shared/console/tokens.ts'
import { assertNever } from '../../../shared/assert.ts'
import { paths } from '../../paths.ts'
import { CopyField } from '../../ui/CopyField.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { TextLink } from '../../ui/TextLink.tsx'
import styles from './EndpointUrls.module.css'

/** E1: the same endpoint, spelled as each IdP's form wants it. `field`: whose form it is and where in it, when that is known already. */
export function EndpointUrls({ mounts, field }: { mounts: readonly Mount[]; field?: { label: string; where: string } }) {
  return (
    <section className={styles.section} aria-labelledby="endpoint-title">
      <h3 id="endpoint-title">Endpoint</h3>
      <dl className={styles.mounts}>
        {mounts.map((mount) => (
          <div key={mount.url} className={styles.mount}>
            <dt>
              {field?.label ?? mount.label} <span className={styles.where}>{field?.where ?? fieldFor(mount.kind)}</span>
            </dt>
            <dd>
              <CopyField value={mount.url} what={`${mount.label} URL`} />
            </dd>
          </div>
        ))}
      </dl>
      {mounts.some((mount) => isLoopback(mount.url)) && (
        <Notice title="Reachable from this machine only">
          <p>
            127.0.0.1 is, for every program, its own machine: an identity provider in the cloud would call itself. One that runs on this
            machine reaches it as it is. For the others:
          </p>
          <ul className="bullets">
            <li>
              In the cloud: put a tunnel or a reverse proxy with TLS in front, and enter its address as{' '}
              <TextLink to={paths.settingsOf('service')}>public URL</TextLink>; <b>Test from outside</b> calls it.
            </li>
            <li>Entra ID with a provisioning agent, Okta with an on-premises agent: the agent calls this address from where it runs.</li>
            <li>
              On the same network: listen on its address, with a certificate under <TextLink to={paths.settingsOf('tls')}>TLS</TextLink>.
            </li>
          </ul>
        </Notice>
      )}
    </section>
  )
}

/** Which field of the IdP's form takes it. */
function fieldFor(kind: Mount['kind']): string {
  switch (kind) {
    case 'okta':
      return 'Base URL'
    case 'entra':
      return 'Tenant URL'
    case 'integration':
      return 'any other SCIM 2.0 client'
    default:
      return assertNever(kind)
  }
}

function isLoopback(url: string): boolean {
  const host = URL.canParse(url) ? new URL(url).hostname : ''
  return host === 'localhost' || host === '[::1]' || host.startsWith('127.')
}
