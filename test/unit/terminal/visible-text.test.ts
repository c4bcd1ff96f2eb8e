import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asciiText, hexText } from '@renderer/panels/terminal/hex-rows'
import { columnsOf, textParts, visibleText } from '@renderer/panels/terminal/visible-text'

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

describe('bytes as text', () => {
  it('are shown as they are when they are plain text', () => {
    expect(textParts(utf8('22.5 °C, Ω µ €'))).toEqual([{ kind: 'plain', text: '22.5 °C, Ω µ €' }])
  })

  it('show control characters instead of obeying them', () => {
    expect(textParts(utf8('\u001b[31mred\u0007\t'))).toEqual([
      { kind: 'control', text: '␛' },
      { kind: 'plain', text: '[31mred' },
      { kind: 'control', text: '␇␉' }
    ])
    expect(visibleText(utf8('a\u202eb\u200b\u007f\u0085'))).toBe('a\\u{202E}b\\u{200B}␡\\u{85}')
  })

  it('show what is no UTF-8 as escapes, and go on behind it', () => {
    expect(textParts(Uint8Array.of(0x41, 0xff, 0xfe, 0xc3, 0xa9, 0xe2, 0x82))).toEqual([
      { kind: 'plain', text: 'A' },
      { kind: 'invalid', text: '\\xFF\\xFE' },
      { kind: 'plain', text: 'é' },
      { kind: 'invalid', text: '\\xE2\\x82' }
    ])
    // Overlong, a surrogate, beyond Unicode.
    expect(visibleText(Uint8Array.of(0xc0, 0x80, 0xed, 0xa0, 0x80, 0xf4, 0x90, 0x80, 0x80))).toMatch(
      /^(\\x[0-9A-F]{2}){9}$/
    )
  })

  it('agree with the platform about which bytes are text, and never throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), bytes => {
        let valid = true
        try {
          new TextDecoder('utf-8', { fatal: true }).decode(bytes)
        } catch {
          valid = false
        }
        expect(textParts(bytes).every(({ kind }) => kind !== 'invalid')).toBe(valid)
      })
    )
  })

  it('count two columns for wide characters', () => {
    expect(columnsOf(utf8('abc'))).toBe(3)
    expect(columnsOf(utf8('温度a'))).toBe(5)
    expect(columnsOf(Uint8Array.of(0xff))).toBe(4)
  })
})

describe('a row of a hex dump', () => {
  it('aligns however few bytes it has', () => {
    expect(hexText(Uint8Array.of(0, 1, 2, 3, 4, 5, 6, 7, 255), 16)).toHaveLength(16 * 2 + 15 + 1)
    expect(hexText(Uint8Array.of(0x0a, 0xff), 8)).toBe('0a ff                  ')
    expect(asciiText(utf8('Hi!\n\u007fé'))).toBe('Hi!....')
  })
})
