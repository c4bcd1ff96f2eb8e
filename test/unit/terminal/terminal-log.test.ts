import { describe, expect, it } from 'vitest'
import { mostBytes, mostLines, TerminalLog } from '@renderer/panels/terminal/terminal-log'
import { visibleText } from '@renderer/panels/terminal/visible-text'
import type { RawFrame } from '@shared/wire/live'

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

/** A frame of pieces; those that begin with `>` were sent. */
function frame(pieces: readonly string[], skipped = 0, time = 0): RawFrame {
  const bytes = pieces.map(piece => utf8(piece.replace(/^>/, '')))
  let end = 0
  return {
    subscription: 1,
    sequence: 1,
    start: 0,
    skipped,
    bytes: utf8(pieces.map(piece => piece.replace(/^>/, '')).join('')),
    ends: Uint32Array.from(bytes, ({ length }) => (end += length)),
    times: Float64Array.from(bytes, (_, at) => time + at),
    sent: Uint8Array.from(pieces, piece => (piece.startsWith('>') ? 1 : 0))
  }
}

const shown = (log: TerminalLog): string[] =>
  log.lines.map(({ kind, bytes, skipped, open }) =>
    kind === 'skipped' ? `skipped ${skipped}` : `${kind}: ${visibleText(bytes)}${open ? ' …' : ''}`
  )

describe('the log of a terminal', () => {
  it('tells received from sent, and goes on with a line that something was sent into', () => {
    const log = new TerminalLog('text')
    log.take(frame(['tem', '>get\n', 'p=1\nnext']))
    expect(shown(log)).toEqual(['received: temp=1', 'sent: get', 'received: next …'])
    expect(log.lines.map(({ time }) => time)).toEqual([0, 1, 2])
  })

  it('keeps the key of a line that grows', () => {
    const log = new TerminalLog('text')
    log.take(frame(['a']))
    const [{ key }] = log.lines
    log.take(frame(['b\nc']))
    expect(log.lines.map(line => line.key)).toEqual([key, key + 1])
  })

  it('says how many bytes are missing, and joins nothing across them', () => {
    const log = new TerminalLog('text')
    log.take(frame(['begin']))
    log.take(frame(['end\n'], 512))
    expect(shown(log)).toEqual(['received: begin', 'skipped 512', 'received: end'])
  })

  it('cuts what it has into rows of bytes and back', () => {
    const log = new TerminalLog('text')
    log.take(frame(['12345678ab', '>x', 'cd\n']))
    log.cut(8)
    expect(shown(log)).toEqual(['received: 12345678', 'received: ab', 'sent: x', 'received: cd␊ …'])
    log.take(frame(['ef']))
    expect(shown(log).at(-1)).toBe('received: cd␊ef …')
    log.cut('text')
    expect(shown(log)).toEqual(['received: 12345678abcd', 'sent: x', 'received: ef …'])
  })

  it('forgets everything when cleared, and begins with what comes next', () => {
    const log = new TerminalLog('text')
    log.take(frame(['one\ntwo']))
    log.clear()
    expect(shown(log)).toEqual([])
    log.take(frame(['three\n']))
    expect(shown(log)).toEqual(['received: three'])
  })

  it('keeps a bounded number of lines and bytes, the newest', () => {
    const log = new TerminalLog('text')
    for (let round = 0; round < 40; round++)
      log.take(frame([Array.from({ length: 1000 }, (_, at) => `${round * 1000 + at}\n`).join('')]))
    expect(log.lines.length).toBeLessThanOrEqual(mostLines + 2000)
    expect(log.lines.length).toBeGreaterThanOrEqual(mostLines)
    expect(visibleText(log.lines.at(-1)!.bytes)).toBe('39999')
    const long = `${'x'.repeat(900)}\n`
    for (let round = 0; round < 30; round++) log.take(frame([long.repeat(100)]))
    expect(log.lines.reduce((sum, { bytes }) => sum + bytes.length, 0)).toBeLessThanOrEqual(mostBytes)
  })

  it('survives that its open line is forgotten', () => {
    const log = new TerminalLog('text')
    log.take(frame(['open']))
    for (let round = 0; round < 1300; round++) log.take(frame([`>${'y'.repeat(900)}\n`]))
    log.take(frame(['ed\n']))
    expect(shown(log).at(-1)).toBe('received: ed')
  })
})
