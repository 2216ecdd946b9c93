import { useState } from 'react'
import type { SignInEvaluation } from '../../../shared/console/sign-ins.ts'
import type { InputOf } from '../../../shared/console/contract.ts'
import { useCommand, useQuery } from '../../client/queries.ts'
import { useActions } from '../../stores/actions.ts'
import { confirm } from '../../stores/confirm.ts'
import { useDebounced } from '../../ui/debounced.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorNotice, Notice } from '../../ui/Notice.tsx'
import { Card } from '../../ui/Page.tsx'
import { SkeletonLines } from '../../ui/Skeleton.tsx'
import { AppliedNotice } from './AppliedNotice.tsx'
import { ClaimsForm } from './ClaimsForm.tsx'
import styles from './ClaimsTester.module.css'
import { Outcome } from './Outcome.tsx'
import { readPasted } from './pasted.ts'
import { counted, summary, totals } from './words.ts'

type SignIn = InputOf<'signIns.evaluate'>

/** The form beside what comes of it. */
export function Tester({ userName: firstUserName, text: firstText }: { userName: string; text: string }) {
  const [userName, setUserName] = useState(firstUserName)
  const [text, setText] = useState(firstText)
  const [createUser, setCreateUser] = useState(false)
  const [applied, setApplied] = useState<{ key: string; outcome: SignInEvaluation } | null>(null)
  const pasted = readPasted(text)
  const name = userName.trim()
  const signIn: SignIn | null = pasted.kind === 'claims' && name !== '' ? { userName: name, claims: pasted.claims, createUser } : null
  const key = JSON.stringify(signIn)
  const settledKey = useDebounced(key, 250)
  const settled = JSON.parse(settledKey) as SignIn | null
  const answer = useQuery('signIns.evaluate', settled ?? { userName: '-', claims: {}, createUser: false }, {
    enabled: settled !== null,
    keepPrevious: true,
  })
  const apply = useCommand('signIns.apply')
  const isCurrent = key === settledKey && !answer.isPlaceholderData && answer.data !== undefined
  const preview = settled === null ? undefined : answer.data
  const whyNot = whyNotApplied(name, pasted.kind, isCurrent ? preview : undefined, createUser)

  const write = (next: string): void => {
    setText(next)
    const read = readPasted(next)
    if (userName.trim() === '' && read.kind === 'claims' && read.userName !== undefined) setUserName(read.userName)
  }
  const clear = (): void => {
    setUserName('')
    setText('')
    setCreateUser(false)
  }
  const ask = (): void => {
    if (signIn === null || whyNot !== undefined || preview === undefined) return
    confirm({
      title: `Apply the sign-in of ${name}?`,
      body: <Consequences preview={preview} />,
      confirmLabel: 'Apply sign-in',
      tone: 'primary',
      act: async () => setApplied({ key, outcome: await apply.mutateAsync(signIn) }),
    })
  }
  useActions([
    { id: 'apply-sign-in', label: 'Apply sign-in', section: 'This screen', run: ask },
    { id: 'clear-claims', label: 'Clear claims tester', section: 'This screen', run: clear },
  ])
  const done = applied !== null && applied.key === key ? applied.outcome : null

  return (
    <div className={styles.columns}>
      <Card title="Sign-in">
        <ClaimsForm
          userName={userName}
          onUserName={setUserName}
          text={text}
          onText={write}
          pasted={pasted}
          createUser={createUser}
          onCreateUser={setCreateUser}
          whyNot={whyNot}
          onApply={ask}
          onClear={clear}
        />
      </Card>
      <section className="stack" aria-label={done ? 'Result' : 'Preview'}>
        {done ? (
          <>
            <AppliedNotice outcome={done} />
            <Outcome outcome={done} tense="did" />
          </>
        ) : settled === null ? (
          <NothingYet hasName={name !== ''} hasClaims={pasted.kind === 'claims'} />
        ) : answer.error ? (
          <ErrorNotice error={answer.error} retry={() => void answer.refetch()} />
        ) : preview === undefined ? (
          <SkeletonLines count={6} />
        ) : (
          <div className="stack" aria-busy={!isCurrent}>
            <p className={styles.summary} role="status">
              {summary(preview, 'would')}
            </p>
            {!preview.known && <Stranger userName={preview.userName} createUser={createUser} />}
            <Outcome outcome={preview} tense="would" />
          </div>
        )}
      </section>
    </div>
  )
}

function NothingYet({ hasName, hasClaims }: { hasName: boolean; hasClaims: boolean }) {
  const missing = hasName
    ? 'Paste what the token says of the person’s groups'
    : hasClaims
      ? 'Say who signs in'
      : 'Say who signs in, and paste what the token says of the groups'
  return (
    <Card flush>
      <EmptyState icon="flask" title="Nothing to preview yet">
        {missing}. The teams that the person would join and leave appear here, and each value that matches no group, with the reason.
      </EmptyState>
    </Card>
  )
}

/** S4. */
function Stranger({ userName, createUser }: { userName: string; createUser: boolean }) {
  return (
    <Notice tone={createUser ? 'info' : 'warning'} title={`Nobody here goes by ${userName}`}>
      <p>
        {createUser
          ? 'The person is created in each organization where a value matches a group that a team follows.'
          : 'Nobody is created unless that is asked for: select “Create the person”, or correct the user name.'}
      </p>
    </Notice>
  )
}

function Consequences({ preview }: { preview: SignInEvaluation }) {
  if (preview.claim.state === 'malformed')
    return <p>No membership changes, since the claim is malformed. It is noted as the last claim seen, and a problem is raised.</p>
  const { joins, leaves, stays } = totals(preview.organizations)
  const letIn = preview.organizations.filter(({ access }) => access === 'added').map(({ name }) => name)
  return (
    <>
      <ul className="bullets">
        {letIn.length > 0 && <li>Lets the person into {letIn.join(', ')}.</li>}
        <li>
          Joins {counted(joins, 'team')}, leaves {counted(leaves, 'team')}, stays in {counted(stays, 'team')}.
        </li>
        <li>The claim is kept as the last one seen of the person, and each change is in the audit log.</li>
      </ul>
      <p>There is no undo. The next sign-in of the person decides anew, by the claim that comes with it.</p>
    </>
  )
}

function whyNotApplied(
  userName: string,
  pasted: 'nothing' | 'unreadable' | 'claims',
  preview: SignInEvaluation | undefined,
  createUser: boolean,
): string | undefined {
  if (userName === '') return 'Say who signs in first.'
  if (pasted === 'nothing') return 'Paste the claim first.'
  if (pasted === 'unreadable') return 'What was pasted cannot be read.'
  if (preview === undefined) return 'The preview is on its way.'
  if (!preview.known && !createUser) return 'Nobody here goes by this user name, and the person is not to be created.'
  return undefined
}
