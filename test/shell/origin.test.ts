import { describe, expect, it } from 'vitest'
import { mayOpenOutside } from '../../src/main/electron/external-hosts.ts'
import { isOurs } from '../../src/main/electron/origin.ts'
import { refusalOf } from '../../src/main/electron/sender.ts'

describe('what is taken for a page of ours', () => {
  it.each(['app://muster/', 'app://muster', 'app://muster/organizations/acme?tab=a#b'])('%s is', (address) => {
    expect(isOurs(address)).toBe(true)
  })

  it.each([
    'app://other/',
    'app://muster.example/',
    'app://muster:80/',
    'app://person@muster/',
    'app:muster',
    'https://muster/',
    'file:///etc/passwd',
    'data:text/html,app://muster/',
    'about:blank',
    'null',
    '',
  ])('%s is not', (address) => {
    expect(isOurs(address)).toBe(false)
  })
})

describe('who is answered over IPC', () => {
  const page = { url: 'app://muster/settings', parent: null }

  it('the main frame of one of our pages is', () => {
    expect(refusalOf({ senderFrame: page })).toBeNull()
  })

  it('a frame inside one of our pages is not, even when it shows one', () => {
    expect(refusalOf({ senderFrame: { url: 'app://muster/', parent: page } })).toBe('a frame inside the page asked')
  })

  it('a page of another origin is not', () => {
    expect(refusalOf({ senderFrame: { url: 'https://example.com/', parent: null } })).toBe('a page of another origin asked')
  })

  it('a frame that has gone or gone elsewhere since is not', () => {
    expect(refusalOf({ senderFrame: null })).toBe('the frame that asked is gone')
  })
})

describe('what the operating system may be asked to open', () => {
  it.each(['https://help.okta.com/', 'https://learn.microsoft.com/en-us/entra/?view=a#b', 'https://docs.goauthentik.io/'])(
    '%s may',
    (address) => {
      expect(mayOpenOutside(address)).toBe(true)
    },
  )

  it.each([
    'http://help.okta.com/',
    'https://help.okta.com:8443/',
    'https://person:secret@help.okta.com/',
    'https://help.okta.com.example.net/',
    'https://okta.com/',
    'https://example.com/?help.okta.com',
    'file:///usr/bin/true',
    'smb://help.okta.com/share',
    'ms-settings:network',
    'app://muster/',
    'help.okta.com',
    '',
  ])('%s may not', (address) => {
    expect(mayOpenOutside(address)).toBe(false)
  })
})
