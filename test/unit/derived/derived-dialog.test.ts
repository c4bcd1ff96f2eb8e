import { describe, expect, it } from 'vitest'
import { checkExpression } from '@shared/expression'
import type { SessionStatus } from '@shared/model/session'
import { checkDraft, type DerivedDraft, readDrafts } from '@renderer/panels/derived/derived-drafts'
import { suggestions, wordBefore, writtenName } from '@renderer/panels/derived/insert-name'
import { previewOf } from '@renderer/panels/derived/preview'

const session = {
  channels: [
    { name: 'a', derived: false },
    { name: 'b c', derived: false }
  ],
  derived: []
} as unknown as SessionStatus
const draft = (name: string, expression: string): DerivedDraft => ({ name, unit: '', expression })

describe('what is being written as a derived channel', () => {
  it('is told where it is wrong, and what it uses that is not there', () => {
    expect(checkDraft([draft('x', 'a +')], 0, session).mistake?.position).not.toBeNull()
    const fine = checkDraft([draft('x', 'a + missing')], 0, session)
    expect(fine).toEqual({ name: '', mistake: null, unknown: ['missing'] })
  })

  it('needs a name of its own', () => {
    const drafts = [draft('', 'a'), draft('a', '1'), draft('x', 'a'), draft('x', 'a')]
    const names = drafts.map((_, at) => checkDraft(drafts, at, session).name)
    expect(names.every(name => name !== '')).toBe(true)
    expect(readDrafts(drafts, session)).toBeNull()
  })

  it('may use those before it, not itself and not those after it', () => {
    const drafts = [draft('x', 'y + 1'), draft('y', 'y'), draft('z', 'a')]
    expect(checkDraft(drafts, 0, session).mistake?.message).toMatch(/y, which is computed after it/)
    expect(checkDraft(drafts, 1, session).mistake?.message).toMatch(/itself/)
    expect(readDrafts([draft('y ', 'a'), draft('x', 'y + 1')], session)?.map(({ name }) => name)).toEqual(['y', 'x'])
  })

  it('is previewed where one moment is enough', () => {
    const valueOf = (name: string): number | null => ({ a: 3 })[name] ?? null
    expect(previewOf('(a - 1) * 9.81', valueOf)).toBeCloseTo(19.62)
    expect(previewOf('rms(a, 10)', valueOf)).toBeNull()
    expect(previewOf('a +', valueOf)).toBeNull()
    expect(previewOf('a + b', valueOf)).toBeNaN()
  })
})

describe('names that are put into an expression', () => {
  it('are read back as the channel they name', () => {
    for (const name of ['rpm', 'gyro.x', 'b c', 'a-b', '3v3', 'sin', 'µ', 'say "hi"', 'pi'])
      expect(checkExpression(writtenName(name))).toEqual({ channels: [name] })
  })

  it('are offered for the word that was begun', () => {
    expect(wordBefore('a * gyr', 7)).toBe('gyr')
    expect(suggestions('gyr', ['gyro.x', 'acc.x', 'my gyro']).map(({ insert }) => insert)).toEqual([
      'gyro.x',
      'ch("my gyro")'
    ])
    expect(suggestions('der', []).map(({ insert }) => insert)).toEqual(['derivative('])
    expect(suggestions('', ['a'])).toEqual([])
  })
})
