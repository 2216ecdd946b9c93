import type { SubmitEvent } from 'react'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Choice.tsx'
import { TextField } from '../../ui/Field.tsx'
import { PickerPopover } from '../../ui/Picker.tsx'
import { GroupOptions } from '../teams/GroupOptions.tsx'
import { UserOptions } from '../teams/UserOptions.tsx'
import styles from './ClaimsTester.module.css'
import type { Pasted } from './pasted.ts'
import { formWords } from './words.ts'

/** S3: one claim of each kind, to see what it does. */
const examples = [
  ['List', '["Engineering", "/eng/platform"]'],
  ['Empty', '{ "groups": [] }'],
  ['Absent', '{ "sub": "1234" }'],
  ['Malformed', '{ "groups": "Engineering" }'],
] as const

interface ClaimsFormProps {
  userName: string
  onUserName: (userName: string) => void
  text: string
  onText: (text: string) => void
  pasted: Pasted
  createUser: boolean
  onCreateUser: (createUser: boolean) => void
  /** Why it cannot be applied now. */
  whyNot: string | undefined
  onApply: () => void
  onClear: () => void
}

/** Who signs in, and with which claim: pasted, or put together from the catalog. */
export function ClaimsForm(props: ClaimsFormProps) {
  const { userName, onUserName, text, onText, pasted, createUser, onCreateUser, whyNot, onApply, onClear } = props
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    onApply()
  }
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <TextField label="User name" value={userName} onChange={onUserName} mono placeholder="ada@example.com" maxLength={1000} />
      <div className={styles.tools}>
        <PickerPopover label="Person" value="Choose a person" variant="action" icon="users">
          {(close) => (
            <UserOptions
              except={[]}
              onPick={(user) => {
                onUserName(user.userName)
                close()
              }}
            />
          )}
        </PickerPopover>
      </div>
      <TextField
        label="Groups claim"
        value={text}
        onChange={onText}
        rows={9}
        mono
        placeholder={'["Engineering", "Finance"]'}
        error={pasted.kind === 'unreadable' ? pasted.why : undefined}
        description={
          pasted.kind === 'claims'
            ? formWords(pasted.form)
            : 'A JSON list, one value per line, the payload of a token, or the token itself.'
        }
      />
      <div className={styles.tools}>
        <PickerPopover label="Groups claim" value="Add a group" variant="action" icon="plus">
          {(close) => (
            <GroupOptions
              onPick={({ displayName }) => {
                onText(withValue(pasted, displayName))
                close()
              }}
            />
          )}
        </PickerPopover>
      </div>
      <div className={styles.examples}>
        Examples
        {examples.map(([label, example]) => (
          <Button key={label} size="small" variant="quiet" aria-label={`Example: ${label.toLowerCase()}`} onPress={() => onText(example)}>
            {label}
          </Button>
        ))}
      </div>
      <p className={styles.examples}>
        A token is decoded in this window. Only the user name and the groups claim are sent to Muster, never the token. Its signature is not
        checked.
      </p>
      <Checkbox isSelected={createUser} onChange={onCreateUser}>
        Create the person if nobody goes by the user name and a value matches
      </Checkbox>
      <div className={styles.buttons}>
        <Button type="submit" variant="primary" disabledReason={whyNot}>
          Apply sign-in
        </Button>
        <Button onPress={onClear} isDisabled={userName === '' && text === ''}>
          Clear
        </Button>
      </div>
    </form>
  )
}

/** The claim with one value more, as a list. */
function withValue(pasted: Pasted, value: string): string {
  const now = pasted.kind === 'claims' ? pasted.claims['groups'] : undefined
  const values: unknown[] = Array.isArray(now) ? now : []
  return JSON.stringify(values.includes(value) ? values : [...values, value], null, 2)
}
