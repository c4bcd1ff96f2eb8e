import { describe, expect, it } from 'vitest'
import { createDecoder, createRejectList, type Decoder, type KnownLayout } from '@main/decoders'
import type { Batch } from '@shared/model/batch'
import type { FormatChoice } from '@shared/model/format'
import { chunkOf } from './feed'

const known: KnownLayout = { separator: 'comma', labels: ['Temp (C)', 'load'] }

function decoderOf(layout: KnownLayout | undefined, format: FormatChoice = 'auto'): Decoder {
  return createDecoder({ format, byteTime: 0, rejects: createRejectList(), known: layout })
}

/** The channels after the text, and the values of its last row by name. */
function read(decoder: Decoder, text: string): { names: string[]; last: Record<string, number> } {
  const batches = decoder.send(chunkOf(text, 1000)).filter(item => item.kind === 'batch')
  const newest: Batch | undefined = batches.at(-1)
  if (!newest) throw new Error('no rows came out')
  const last = newest.channels.map(({ name, index }) => [name, newest.value[index]![newest.count - 1]!] as const)
  return { names: newest.channels.map(({ name, unit }) => `${name} ${unit}`.trim()), last: Object.fromEntries(last) }
}

describe('a header that is known from before', () => {
  it.each(['auto', 'separated'] as const)('names the columns of lines that come without one (%s)', format => {
    const decoder = decoderOf(known, format)
    expect(read(decoder, '1,2\n3,4\n5,6\n')).toEqual({ names: ['Temp C', 'load'], last: { Temp: 5, load: 6 } })
    expect(decoder.status.detail).toBe('comma, 2 names from before')
    expect(decoder.layout).toEqual(known)
  })

  it.each([
    ['another number of fields', '1,2,3\n4,5,6\n7,8,9\n', ['ch1', 'ch2', 'ch3']],
    ['another separator', '1;2\n3;4\n5;6\n', ['ch1', 'ch2']],
    ['a header of their own', 'a,b\n1,2\n3,4\n5,6\n', ['a', 'b']]
  ])('is not used for lines with %s', (_what, text, names) => {
    expect(read(decoderOf(known), text).names).toEqual(names)
  })

  it('gives way to a header that comes later, which renames the same columns', () => {
    const decoder = decoderOf(known)
    read(decoder, '1,2\n3,4\n5,6\n')
    expect(read(decoder, 'volts,amps\n7,8\n')).toEqual({ names: ['volts', 'amps'], last: { volts: 7, amps: 8 } })
    expect(decoder.layout).toEqual({ separator: 'comma', labels: ['volts', 'amps'] })
  })

  it('is confirmed by the same header that comes later', () => {
    const decoder = decoderOf(known)
    read(decoder, '1,2\n3,4\n5,6\n')
    expect(read(decoder, 'Temp (C),load\n7,8\n').names).toEqual(['Temp C', 'load'])
    expect(decoder.status.detail).toBe('comma, header with 2 names')
  })

  it('is what the header said, and is kept while other formats are read', () => {
    const decoder = decoderOf(undefined)
    expect(decoder.layout).toBeUndefined()
    read(decoder, 'Temp (C),load\n1,2\n3,4\n')
    expect(decoder.layout).toEqual(known)
    decoder.choose('json')
    read(decoder, '{"a":1}\n{"a":2}\n')
    expect(decoder.layout).toEqual(known)
  })

  it('is nothing that unnamed columns could be taken for', () => {
    const decoder = decoderOf(undefined)
    expect(read(decoder, '1,2\n3,4\n5,6\n').names).toEqual(['ch1', 'ch2'])
    expect(decoder.layout).toBeUndefined()
  })
})
