import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { defaultChannelSettings } from '@shared/model/settings'
import { draftOf, readDraft, withDetector } from '@renderer/panels/settings/channel-draft'
import { text } from '@renderer/messages'

const draft = draftOf(defaultChannelSettings)

describe('the settings form', () => {
  it('means what it was filled with', () => {
    const limit = fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: null })
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), limit, fc.boolean(), (window, high, visible) => {
        const settings = {
          ...defaultChannelSettings,
          window,
          visible,
          lights: { ...defaultChannelSettings.lights, red: { low: null, high } }
        }
        expect(readDraft(draftOf(settings), visible).settings).toEqual(settings)
      })
    )
  })
  it('reads a decimal comma and an empty limit', () => {
    const { settings } = readDraft({ ...draft, redHigh: '40,5', yellowHigh: ' ' }, true)
    expect(settings?.lights.red.high).toBe(40.5)
    expect(settings?.lights.yellow.high).toBeNull()
  })
  it('says at the field what is wrong with it', () => {
    const { settings, errors } = readDraft({ ...draft, window: 'abc', band: '', deadband: '-1' }, true)
    expect(settings).toBeNull()
    expect(errors.window).toBe(text.settings.notANumber)
    expect(errors.band).toBe(text.settings.required)
    expect(errors.deadband).toMatch(/\S/)
    expect(readDraft({ ...draft, window: '2.5' }, true).errors.window).toBe(text.settings.notWhole)
  })
  it('refuses a red limit inside the yellow one, at the red field', () => {
    expect(readDraft({ ...draft, yellowHigh: '10', redHigh: '5' }, true).errors).toHaveProperty('redHigh')
    expect(readDraft({ ...draft, yellowLow: '10', redLow: '15' }, true).errors).toHaveProperty('redLow')
  })
  it('gives a detector its own usual window and threshold', () => {
    expect(readDraft(withDetector(draft, 'deviation'), true).settings).toMatchObject({
      window: 10,
      anomaly: { kind: 'deviation', threshold: 1 }
    })
    expect(readDraft(withDetector(draft, 'none'), true).settings?.anomaly).toEqual({ kind: 'none' })
  })
})
