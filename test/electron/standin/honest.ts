import { EventEmitter } from 'node:events'

/** Names that the language and Node ask for by themselves. */
const ASKED_BY_THE_LANGUAGE = new Set(['then', 'toJSON', 'constructor', 'prototype', 'asymmetricMatch', 'nodeType', '$$typeof'])

const wrapped = new WeakMap<object, object>()

/**
 * Wraps a part of the API so that whatever the stand-in does not have throws, where JavaScript would give `undefined`. The instances
 * of a class so wrapped are wrapped too. Wrapping the same part twice gives the same wrapper.
 */
export function honest<T extends object>(name: string, part: T): T {
  const known = wrapped.get(part)
  if (known !== undefined) return known as T
  const wrapper = new Proxy(part, {
    get(target, property, receiver) {
      if (typeof property === 'string' && !(property in target) && !ASKED_BY_THE_LANGUAGE.has(property))
        throw lacking(`${name}.${property}`)
      return Reflect.get(target, property, receiver) as unknown
    },
    construct: (target, args, made) => honest(`a ${name}`, Reflect.construct(target as new () => object, args, made) as object),
  })
  wrapped.set(part, wrapper)
  return wrapper
}

/** Refuses options that the stand-in would otherwise ignore silently. */
export function onlyKnown(name: string, options: object, known: readonly string[]): void {
  for (const option of Object.keys(options)) if (!known.includes(option)) throw lacking(`the option ${option} of ${name}`)
}

export function lacking(what: string): Error {
  return new Error(`the stand-in for Electron has no ${what}: add it to test/electron/standin, as Electron does it`)
}

/** An emitter of the events that the stand-in does emit; listening for another would be waiting for nothing. */
export class KnownEvents extends EventEmitter {
  constructor(owner: string, known: readonly string[]) {
    super()
    this.on('newListener', (event: string) => {
      if (!known.includes(event) && event !== 'removeListener') throw lacking(`event ${event} of ${owner}`)
    })
  }
}

/** Electron's event object: a listener may prevent what is about to happen. */
export class Preventable {
  defaultPrevented = false

  preventDefault(): void {
    this.defaultPrevented = true
  }
}

/** Emits a preventable event, with `details` as properties of the event object. Returns whether a listener prevented it. */
export function isPrevented(emitter: EventEmitter, event: string, details: object = {}, ...more: unknown[]): boolean {
  const object = Object.assign(new Preventable(), details)
  emitter.emit(event, object, ...more)
  return object.defaultPrevented
}
