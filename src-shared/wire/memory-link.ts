import type { Link } from './link'
import { createLinkEnd, type LinkEnd } from './link-end'

/**
 * The two ends of a link within one process. Messages are delivered in later microtasks and bytes are copied, as they
 * would be by a real transport, so that code proven against this pair meets no surprise on the others.
 */
export function memoryLinkPair(): readonly [Link, Link] {
  const near: LinkEnd = createLinkEnd(transportTo(() => far))
  const far: LinkEnd = createLinkEnd(transportTo(() => near))
  return [near.link, far.link]
}

function transportTo(other: () => LinkEnd): Parameters<typeof createLinkEnd>[0] {
  return {
    send(message) {
      const copy = typeof message === 'string' ? message : new Uint8Array(message)
      queueMicrotask(() => other().received(copy))
    },
    close() {
      queueMicrotask(() => other().gone())
    }
  }
}
