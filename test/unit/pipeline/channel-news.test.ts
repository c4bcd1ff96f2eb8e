import { describe, expect, it } from 'vitest'
import type { Item } from '@shared/model/item'
import { createChannelNews } from '@main/pipeline/channel-news'

const table = (...names: string[]): Item => ({ kind: 'channels', time: 0, names })
const mark: Item = { kind: 'mark', time: 0, label: '' }

describe('news of channels', () => {
  it('is one piece a read, with the new names only', () => {
    const news = createChannelNews()
    expect(news([table('a'), mark, table('a', 'b'), table('a', 'b')])).toEqual([mark, table('a', 'b')])
    expect(news([table('a', 'b', 'c'), mark])).toEqual([table('c'), mark])
  })

  it('is none where only a unit has changed', () => {
    const news = createChannelNews()
    news([table('a')])
    expect(news([mark, table('a')])).toEqual([mark])
  })

  it('lets everything else pass', () => {
    expect(createChannelNews()([mark, mark])).toEqual([mark, mark])
  })
})
