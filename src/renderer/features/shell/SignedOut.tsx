import { Button } from '../../ui/Button.tsx'
import { CopyField } from '../../ui/CopyField.tsx'
import { Interstitial } from './Interstitial.tsx'

/** The session cookie is missing, or no longer known to the service. */
export function SignedOut() {
  return (
    <Interstitial title="Signed out">
      <p>This browser has no session with the service. Sessions start from a sign-in link, which works once.</p>
      <ul>
        <li>Open the sign-in link that the service printed when it started, or</li>
        <li>ask for a new link on the machine where the service runs:</li>
      </ul>
      <CopyField value="muster console" what="command" />
      <div>
        <Button onPress={() => window.location.reload()}>Check again</Button>
      </div>
    </Interstitial>
  )
}
