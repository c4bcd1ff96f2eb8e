import type { Item } from '@shared/model/item'
import { maximumChannels } from '../../decoders/channel-label'
import { mcapMessages } from './mcap-file'
import { mcapLeaves, unreadableTopic } from './mcap-row'
import { NamedChannels } from './named-channels'
import { Pages } from './pages'
import type { ReaderParts } from './reader'
import { RowJoiner } from './row-joiner'
import { RowOrder } from './row-order'

/** Messages that are taken before what they came to is handed on. */
const messagesAStep = 1024

/** The JSON messages of an MCAP file as pages of rows; those of one moment are one row, other topics are left out. */
export async function* readMcap({ path, name, plan, tally }: ReaderParts, signal: AbortSignal): AsyncGenerator<Item> {
  const pages = new Pages()
  const order = new RowOrder(pages, tally, { timeStyle: 'epoch-ns', start: 0 })
  const channels = new NamedChannels(plan, pages)
  const joiner = new RowJoiner((time, values) => order.add(time, values, null))
  let since = 0
  for await (const message of mcapMessages({ path, name }, signal, bytes => (tally.read += bytes))) {
    const leaves = mcapLeaves(message)
    if (leaves === null) tally.leftOut.add(unreadableTopic(message))
    for (const [label, value] of leaves ?? []) {
      const channel = channels.placeOf(label)
      if (channel === undefined) tally.reject('too-many-channels', null, `more than ${maximumChannels} channels`)
      else if (channel >= 0) joiner.set(message.time, { channel, value, line: null })
    }
    if (++since < messagesAStep) continue
    since = 0
    signal.throwIfAborted()
    yield* pages.take()
  }
  joiner.flush()
  yield* pages.finish()
}
