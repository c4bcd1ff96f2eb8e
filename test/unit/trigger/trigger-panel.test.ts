import { describe, expect, it } from 'vitest'
import type { TriggerHit } from '@shared/model/trigger'
import { distanceLabel } from '@renderer/charts/time-ticks'
import { type Hit, journalHits, mergeHits, mostHits } from '@renderer/panels/trigger/hit-list'
import { triggerOptions } from '@renderer/panels/trigger/options'
import { readForm } from '@renderer/panels/trigger/trigger-form'
import { eventOfEveryKind } from '../renderer/samples'

const options = (changes: object): ReturnType<typeof triggerOptions.parse> => triggerOptions.parse(changes)
const hit = (time: number): Hit => ({ time, from: time - 10, to: time + 10, channel: 'a', value: 1, forced: false })
const last = (time: number, number = 1): TriggerHit => ({ ...hit(time), number, sample: 0 })

describe('the form of a trigger', () => {
  it('makes the settings of what it says, with a decimal comma and a typographic minus', () => {
    const { settings } = readForm(options({ value: '−1,5', hysteresis: '0,1', mode: 'auto' }), 'trigger-1', 'rpm')
    expect(settings).toMatchObject({
      id: 'trigger-1',
      condition: { kind: 'edge', channel: 'rpm', direction: 'rising', value: -1.5, hysteresis: 0.1 },
      mode: 'auto',
      before: 1000,
      autoAfter: 2000
    })
  })

  it('says which field is wrong, and checks only those that count', () => {
    expect(Object.keys(readForm(options({ value: 'x', before: '-1', autoAfter: 'x' }), 't', '').errors).sort()).toEqual(
      ['before', 'channel', 'value']
    )
    expect(readForm(options({ kind: 'anomaly', value: 'x', hysteresis: '-3' }), 't', '*').settings?.condition).toEqual({
      kind: 'anomaly',
      channel: '*'
    })
  })

  it('is read from anything', () => {
    expect(triggerOptions.parse('nonsense')).toEqual(triggerOptions.parse({}))
    expect(triggerOptions.parse({ mode: 'never', shown: 4, after: '5' })).toMatchObject({
      mode: 'single',
      shown: [],
      after: '5'
    })
  })
})

describe('the captures of a trigger', () => {
  it('are told by the journal once their stretch is complete', () => {
    expect(mergeHits([], { events: [hit(100), hit(200)], last: last(100), now: 205 })).toEqual([hit(100)])
    expect(mergeHits([], { events: [hit(100), hit(200)], last: last(200), now: 205 })).toEqual([hit(100), hit(200)])
    expect(mergeHits([], { events: [hit(100)], last: null, now: 105 })).toEqual([])
  })

  it('stay when the trigger is changed and counts anew', () => {
    expect(mergeHits([hit(100)], { events: [], last: null, now: 500 })).toEqual([hit(100)])
  })

  it('are the newest few, each once, with those that were forced', () => {
    let known: Hit[] = []
    for (let time = 100; time < 5000; time += 100)
      known = mergeHits(known, { events: [hit(time)], last: { ...last(time), forced: true }, now: time })
    expect(known).toHaveLength(mostHits)
    expect(known.at(-1)).toMatchObject({ time: 4900, forced: true })
  })

  it('are those of this trigger alone', () => {
    const events = Object.values(eventOfEveryKind)
    expect(journalHits(events, eventOfEveryKind.trigger.trigger)).toHaveLength(1)
    expect(journalHits(events, 'another')).toEqual([])
  })
})

describe('the labels of an axis that counts from the trigger', () => {
  it('have the decimals and the unit their distance needs', () => {
    expect(distanceLabel(0, 500)).toBe('0')
    expect(distanceLabel(-500, 500)).toBe('−0.5 s')
    expect(distanceLabel(2000, 1000)).toBe('+2 s')
    expect(distanceLabel(20, 10)).toBe('+20 ms')
    expect(distanceLabel(-3, 1)).toBe('−3 ms')
  })
})
