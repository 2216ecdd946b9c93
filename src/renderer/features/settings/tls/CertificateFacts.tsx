import type { WatchedCertificate } from '../../../../shared/console/service.ts'
import { Badge } from '../../../ui/Badge.tsx'
import { Button } from '../../../ui/Button.tsx'
import { CopyField } from '../../../ui/CopyField.tsx'
import { Facts } from '../../../ui/Facts.tsx'
import { saveFile } from '../../../ui/save-file.ts'
import { DateOnly, Time } from '../../../ui/Time.tsx'
import styles from '../Settings.module.css'

/** What a certificate says, and what others have to compare before they trust it. */
export function CertificateFacts({ certificate }: { certificate: WatchedCertificate }) {
  const { names, issuer, selfSigned, notAfter, fingerprint, pem, standing } = certificate
  return (
    <>
      <Facts
        wide
        items={[
          ['For', names.join(', ')],
          ['Issued by', selfSigned ? 'Itself (self-signed)' : issuer],
          [
            'Valid until',
            <span key="until">
              <DateOnly at={notAfter} /> (<Time at={notAfter} />){' '}
              {standing === 'expired' ? (
                <Badge tone="danger">Expired</Badge>
              ) : standing === 'expiring' ? (
                <Badge tone="warning">Expires soon</Badge>
              ) : null}
            </span>,
          ],
          ['SHA-256 fingerprint', <CopyField key="fingerprint" value={fingerprint} what="fingerprint" />],
        ]}
      />
      {selfSigned && (
        <div className={styles.buttons}>
          <Button size="small" icon="download" onPress={() => saveFile('muster-certificate.pem', 'application/x-pem-file', pem)}>
            Save certificate
          </Button>
          <span className="muted">Whoever connects has to be told to trust it.</span>
        </div>
      )}
    </>
  )
}
