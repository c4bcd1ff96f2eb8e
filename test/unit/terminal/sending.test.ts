import { describe, expect, it } from 'vitest'
import { readFilter } from '@renderer/panels/terminal/line-filter'
import { SavedCommands, SendMemory } from '@renderer/panels/terminal/remembered'
import { sendingBytes, sendingProblem } from '@renderer/panels/terminal/send-draft'
import { browsed, historyOf, remembered } from '@renderer/panels/terminal/send-history'
import { terminalOptions } from '@renderer/panels/terminal/options'

describe('the filter of a terminal', () => {
  it('finds words whatever their case, and takes signs as they are', () => {
    const { filter } = readFilter('a.b(')
    expect(filter?.matches('xA.B(y')).toBe(true)
    expect(filter?.matches('axb(')).toBe(false)
    expect(filter?.spans('a.b( A.B(')).toEqual([
      [0, 4],
      [5, 9]
    ])
  })

  it('takes an expression between slashes, and finds with it again and again', () => {
    const { filter } = readFilter('/t=\\d+/')
    for (let round = 0; round < 3; round++) expect(filter?.matches('x t=12')).toBe(true)
    expect(filter?.matches('T=12')).toBe(false)
    expect(readFilter('/t=\\d+/i').filter?.matches('T=12')).toBe(true)
    expect(readFilter('/x*/').filter?.spans('yy')).toEqual([])
  })

  it('says what is wrong with an expression', () => {
    expect(readFilter('/(/').error).toMatch(/Unterminated group/)
    expect(readFilter('/a/zz').error).not.toBe('')
    expect(readFilter('').filter).toBeNull()
  })
})

describe('the history of what was sent', () => {
  it('goes back and forth, and gives the unfinished line back', () => {
    const start = historyOf(['one', 'two'])
    const first = browsed(start, -1, 'thr')
    expect(first.shown).toBe('two')
    const second = browsed(first.history, -1, 'two')
    expect(second.shown).toBe('one')
    expect(browsed(second.history, -1, 'one').shown).toBe('one')
    const back = browsed(browsed(second.history, 1, 'one').history, 1, 'two')
    expect(back.shown).toBe('thr')
  })

  it('has every line once, the newest last, and not without end', () => {
    let history = historyOf([])
    for (const line of ['a', 'b', 'a', '']) history = remembered(history, line)
    expect(history.entries).toEqual(['b', 'a'])
    for (let line = 0; line < 200; line++) history = remembered(history, `line ${line}`)
    expect(history.entries).toHaveLength(50)
    expect(remembered(historyOf([]), 'x'.repeat(501)).entries).toEqual([])
  })
})

describe('what is to be sent', () => {
  it('counts its bytes as the device gets them', () => {
    expect(sendingBytes({ data: 'é', as: 'text', ending: 'crlf' })).toBe(4)
    expect(sendingBytes({ data: '0x01 A0,ff', as: 'hex', ending: 'none' })).toBe(3)
    expect(sendingBytes({ data: '', as: 'text', ending: 'lf' })).toBe(1)
  })

  it('says what is wrong with it', () => {
    expect(sendingProblem({ data: '01 A', as: 'hex', ending: 'lf' })).toMatch(/pairs/)
    expect(sendingProblem({ data: '01 G0', as: 'hex', ending: 'lf' })).toMatch(/"G"/)
    expect(sendingProblem({ data: '', as: 'text', ending: 'none' })).not.toBe('')
    expect(sendingProblem({ data: 'x', as: 'text', ending: 'none' })).toBe('')
  })
})

describe('what a terminal remembers', () => {
  it('is read from anything, and what is broken takes nothing else with it', () => {
    expect(terminalOptions.parse('nonsense').mode).toBe('text')
    expect(terminalOptions.parse({ mode: 'hex', times: 3 })).toMatchObject({ mode: 'hex', times: true })
    const good = { id: 1, label: 'Start', data: 'go', as: 'text', ending: 'cr', key: 'F5', every: 100 }
    expect(SavedCommands.parse({ device: [good, { id: 2, label: '' }, 7, { ...good, key: 'F13', every: 0 }] })).toEqual(
      {
        device: [good, { ...good, key: '', every: null }]
      }
    )
    expect(SavedCommands.parse(null)).toEqual({})
    expect(SendMemory.parse({ device: { entries: ['a', 5], as: 'bits' } })).toEqual({
      device: { entries: ['a'], as: 'text', ending: 'lf' }
    })
  })
})
