import { describe, expect, it } from 'vitest'
import { lights } from '@shared/model/batch'
import { offeredFormats } from '@renderer/panels/export/export-choices'
import { faultNames, simulatorFormats, SerialSpec } from '@shared/model/device'
import { rejectReasons } from '@shared/model/format'
import { QueueStatus, sessionPhases } from '@shared/model/session'
import { text } from '@renderer/messages'
import { eventOfEveryKind } from './samples'

const named = (titles: object): string[] => Object.keys(titles).sort()

describe('the messages', () => {
  it('name everything the engine can tell', () => {
    expect(named(text.lamps)).toEqual([...lights].sort())
    expect(named(text.faults)).toEqual([...faultNames].sort())
    expect(named(text.devices.phases)).toEqual([...sessionPhases].sort())
    expect(named(text.rejects.reasons)).toEqual([...rejectReasons].sort())
    expect(named(text.export.formats)).toEqual([...offeredFormats].sort())
    expect(named(text.simulator.formats)).toEqual([...simulatorFormats].sort())
    expect(named(text.connect.parities)).toEqual([...SerialSpec.shape.parity.unwrap().options].sort())
    expect(named(text.status.policies)).toEqual([...QueueStatus.shape.whenFull.options].sort())
    expect(named(text.journal.kindNames)).toEqual(named(eventOfEveryKind))
  })
  it('have no empty text', () => {
    const texts = (value: unknown): unknown[] =>
      typeof value === 'object' && value !== null ? Object.values(value).flatMap(texts) : [value]
    expect(
      texts(text).filter(value => typeof value !== 'function' && (typeof value !== 'string' || !value.trim()))
    ).toEqual([])
  })
})
