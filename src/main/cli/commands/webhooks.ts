import type { Delivery, Webhook } from '../../../shared/console/webhooks.ts'
import type { AskingCommand, Call } from '../command.ts'
import { numberOption } from '../args.ts'
import { ORG_OPTION } from '../command.ts'
import { Failure } from '../failure.ts'
import { organizationNamed, pages } from '../names.ts'
import { iso, printable, shortTime, table } from '../text.ts'

const ID_ADVICE = 'List them with "muster webhook list".'

/** By id, or by the beginning of one where only one begins so. */
async function webhookNamed(call: Call, text: string): Promise<Webhook> {
  const { webhooks } = await call('webhooks.list', {})
  const alike = webhooks.filter(({ id }) => id === text || (text.length >= 4 && id.startsWith(text)))
  const [found] = alike
  if (found === undefined) throw new Failure(`There is no webhook "${text}". ${ID_ADVICE}`)
  if (alike.length > 1) throw new Failure(`Several webhooks begin with "${text}": give more of the id. ${ID_ADVICE}`)
  return found
}

const shown = ({ lastAttempt, previousSecretUntil, createdAt, updatedAt, ...rest }: Webhook) => ({
  ...rest,
  previousSecretUntil: previousSecretUntil === null ? null : iso(previousSecretUntil),
  lastAttempt: lastAttempt && { ...lastAttempt, at: iso(lastAttempt.at) },
  createdAt: iso(createdAt),
  updatedAt: iso(updatedAt),
})

const shownDelivery = ({ createdAt, nextAttemptAt, lastAttemptAt, ...rest }: Delivery) => ({
  ...rest,
  createdAt: iso(createdAt),
  nextAttemptAt: nextAttemptAt === null ? null : iso(nextAttemptAt),
  lastAttemptAt: lastAttemptAt === null ? null : iso(lastAttemptAt),
})

const secretText = (secret: string): string => `Secret, shown this once: ${secret}`

const add: AskingCommand = {
  words: 'webhook add',
  operands: ['URL'],
  summary: 'have an address told of changes',
  about:
    'From then on every change is posted to URL, signed as Standard Webhooks has it. URL is on this machine, or on a host that the settings name under webhook hosts. The secret that signs is shown this once.',
  options: {
    org: { ...ORG_OPTION, about: `only of changes in ${ORG_OPTION.about}`, required: false },
    action: { value: 'ACTIONS', about: 'only of these, separated by commas: group.pushed, or group.* for all that happens to groups' },
    description: { value: 'TEXT', about: 'what it is for' },
  },
  example: "muster webhook add http://127.0.0.1:8080/muster --org acme --action 'group.*,team.*'",
  async ask(call, args) {
    const name = args.text('org')
    const organizationId = name === undefined ? null : (await organizationNamed(call, name)).id
    const actions = (args.text('action') ?? '').split(',').flatMap((each) => each.trim() || [])
    const description = args.text('description') ?? ''
    const { webhook, secret } = await call('webhooks.create', { organizationId, url: args.operands[0] ?? '', actions, description })
    return { json: { ...shown(webhook), secret }, text: `Webhook ${webhook.id} to ${printable(webhook.url)}.\n${secretText(secret)}` }
  },
}

const list: AskingCommand = {
  words: 'webhook list',
  operands: [],
  summary: 'list the webhooks',
  about: 'Lists the webhooks: where each is sent, of what, how many messages wait, and what came of the last attempt.',
  options: { org: { ...ORG_OPTION, about: `of ${ORG_OPTION.about}, with those of the whole instance`, required: false } },
  example: 'muster webhook list',
  async ask(call, args) {
    const name = args.text('org')
    const organizationId = name === undefined ? undefined : (await organizationNamed(call, name)).id
    const { webhooks } = await call('webhooks.list', { organizationId })
    const rows = webhooks.map((each) => [
      each.id,
      printable(each.url),
      each.organizationName === null ? 'all organizations' : printable(each.organizationName),
      each.actions.join(', ') || 'every change',
      each.enabled ? 'enabled' : 'disabled',
      String(each.waiting),
      lastOf(each),
    ])
    const head = ['ID', 'URL', 'ORGANIZATION', 'ACTIONS', 'STATE', 'WAITING', 'LAST ATTEMPT']
    return { json: webhooks.map(shown), text: table(head, rows, 'There are no webhooks. Add one with "muster webhook add".') }
  },
}

function lastOf({ lastAttempt }: Webhook): string {
  if (lastAttempt === null) return 'never'
  return `${shortTime(lastAttempt.at)}: ${lastAttempt.error === null ? 'delivered' : printable(lastAttempt.error)}`
}

const remove: AskingCommand = {
  words: 'webhook remove',
  operands: ['ID'],
  summary: 'send nothing more to a webhook',
  about: 'Removes a webhook with its delivery log. What still waits to be delivered is not sent.',
  options: {},
  example: 'muster webhook remove 0190a1b2-…',
  async ask(call, args) {
    const webhook = await webhookNamed(call, args.operands[0] ?? '')
    await call('webhooks.remove', { webhookId: webhook.id })
    return { json: { removed: webhook.id }, text: `Nothing more is sent to ${printable(webhook.url)}.` }
  },
}

const change = (words: 'webhook enable' | 'webhook disable', enabled: boolean): AskingCommand => ({
  words,
  operands: ['ID'],
  summary: enabled ? 'send to a webhook again' : 'send nothing to a webhook for now',
  about: enabled
    ? 'Enables a webhook: what waits for it is sent, and what changes from now on.'
    : 'Disables a webhook: it is told of no change until it is enabled, and what waits stays.',
  options: {},
  example: `muster ${words} 0190a1b2-…`,
  async ask(call, args) {
    const { id: webhookId } = await webhookNamed(call, args.operands[0] ?? '')
    const webhook = await call('webhooks.update', { webhookId, enabled })
    return { json: shown(webhook), text: `The webhook to ${printable(webhook.url)} is ${enabled ? 'enabled' : 'disabled'}.` }
  },
})

const rotate: AskingCommand = {
  words: 'webhook rotate',
  operands: ['ID'],
  summary: 'give a webhook a new secret',
  about: 'Makes a new secret, shown this once. For a day messages are signed with the one before as well.',
  options: {},
  example: 'muster webhook rotate 0190a1b2-…',
  async ask(call, args) {
    const { id: webhookId } = await webhookNamed(call, args.operands[0] ?? '')
    const { webhook, secret } = await call('webhooks.rotate', { webhookId })
    return { json: { ...shown(webhook), secret }, text: secretText(secret) }
  },
}

/** How long the answer to a test message is waited for, and how often it is looked for, ms. */
const TEST_WAIT_MS = 12_000
const TEST_LOOK_MS = 200

const test: AskingCommand = {
  words: 'webhook test',
  operands: ['ID'],
  summary: 'send a test message to a webhook',
  about: 'Sends a message of the type webhook.test and says what came of it. It is sent by the service, which has to run.',
  options: {},
  example: 'muster webhook test 0190a1b2-…',
  async ask(call, args) {
    const { id: webhookId } = await webhookNamed(call, args.operands[0] ?? '')
    let delivery = await call('webhooks.test', { webhookId })
    for (let waited = 0; delivery.attempts === 0 && waited < TEST_WAIT_MS; waited += TEST_LOOK_MS) {
      await new Promise((resolve) => setTimeout(resolve, TEST_LOOK_MS))
      delivery = await call('webhooks.delivery', { deliveryId: delivery.id })
    }
    const failed = delivery.state !== 'delivered'
    const why = delivery.attempts === 0 ? 'It waits: the service that sends it does not run.' : printable(delivery.lastError ?? '')
    const text = failed ? `The test message was not delivered. ${why}` : `Delivered: the receiver answered ${delivery.lastStatus}.`
    return { json: shownDelivery(delivery), text, status: failed ? 1 : 0 }
  },
}

const deliveries: AskingCommand = {
  words: 'webhook deliveries',
  operands: ['ID'],
  summary: 'list what was sent to a webhook',
  about: 'Lists the messages for a webhook, newest first: what of, how it stands, and what was answered last.',
  options: { limit: { value: 'N', about: 'at most so many (100)' } },
  example: 'muster webhook deliveries 0190a1b2-… --limit 20',
  async ask(call, args) {
    const limit = numberOption('webhook deliveries', args, 'limit', 1, 100_000) ?? 100
    const { id: webhookId } = await webhookNamed(call, args.operands[0] ?? '')
    const items = await pages((cursor, count) => call('webhooks.deliveries', { webhookId, cursor, limit: count }), limit)
    const rows = items.map((each) => [
      each.id,
      shortTime(each.createdAt),
      each.action,
      each.state,
      String(each.attempts),
      each.lastError === null ? String(each.lastStatus ?? '') : printable(each.lastError),
    ])
    const head = ['ID', 'CHANGED', 'ACTION', 'STATE', 'ATTEMPTS', 'LAST ANSWER']
    return { json: items.map(shownDelivery), text: table(head, rows, 'Nothing has been sent to this webhook yet.') }
  },
}

const redeliver: AskingCommand = {
  words: 'webhook redeliver',
  operands: ['DELIVERY'],
  summary: 'send a message once more',
  about: 'Sends the same message again under the same id, whatever became of it.',
  options: {},
  example: 'muster webhook redeliver 0190a1b2-…',
  async ask(call, args) {
    const delivery = await call('webhooks.redeliver', { deliveryId: args.operands[0] ?? '' })
    return { json: shownDelivery(delivery), text: `Message ${delivery.id} waits to be sent.` }
  },
}

const hosts: AskingCommand = {
  words: 'webhook hosts',
  operands: [],
  summary: 'list and change where webhooks may be sent besides this machine',
  about:
    'A host is a name, *.example.com, an address or a range such as 10.0.0.0/8. A name may lead into the network only where the address that it leads to is listed too.',
  options: { allow: { value: 'HOST', about: 'add it' }, forget: { value: 'HOST', about: 'take it off the list' } },
  example: 'muster webhook hosts --allow hooks.example.com',
  async ask(call, args) {
    const { webhookHosts: before } = await call('settings.get', {})
    const [added, gone] = [args.text('allow'), args.text('forget')]
    if (gone !== undefined && !before.includes(gone)) throw new Failure(`${gone} is not on the list.`)
    const wanted = [...before, ...(added === undefined ? [] : [added])].filter((host) => host !== gone)
    const { webhookHosts } = (added ?? gone) ? await call('settings.update', { webhookHosts: wanted }) : { webhookHosts: before }
    return { json: webhookHosts, text: webhookHosts.join('\n') || 'Webhooks may be sent to this machine only.' }
  },
}

export const webhookCommands = [
  add,
  list,
  change('webhook enable', true),
  change('webhook disable', false),
  rotate,
  test,
  deliveries,
  redeliver,
  remove,
  hosts,
]
