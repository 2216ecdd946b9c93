import { ErrorNotice } from '../../ui/Notice.tsx'
import type { ErrorLike } from '../../ui/Notice.tsx'
import { Interstitial } from './Interstitial.tsx'

export function ServiceUnreachable({ error, retry }: { error: ErrorLike; retry: () => void }) {
  return (
    <Interstitial title="The console has no service to show">
      <ErrorNotice error={error} retry={retry} />
    </Interstitial>
  )
}
