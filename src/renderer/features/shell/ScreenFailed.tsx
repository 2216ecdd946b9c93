import { useRouteError } from 'react-router'
import { Button } from '../../ui/Button.tsx'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { Interstitial } from './Interstitial.tsx'

/** A screen threw while it was drawn: say so, keep the service out of it. */
export function ScreenFailed() {
  const error = useRouteError()
  return (
    <Interstitial title="This screen failed">
      <p>The service goes on running and nothing has been changed. The fault is in the console.</p>
      <ErrorNotice
        error={{
          message: error instanceof Error ? error.message : String(error),
          hint: 'Reload. If it happens again, report what you did before.',
        }}
      />
      <div>
        <Button variant="primary" onPress={() => window.location.assign('/')}>
          Reload console
        </Button>
      </div>
    </Interstitial>
  )
}
