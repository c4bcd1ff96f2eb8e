import { afterEach, describe, expect, it } from 'vitest'
import { setMessages, text } from '@renderer/messages'
import { de } from '@renderer/messages/de'
import { en } from '@renderer/messages/en'
import { engineText } from '@renderer/messages/engine-text'
import { systemLanguage } from '@renderer/messages/language'
import { eventText } from '@renderer/messages/journal-text'
import { eventOfEveryKind } from './samples'

/** Every text by its path; a function by the number of its values. */
function flat(section: object, path = ''): Map<string, unknown> {
  return new Map(
    Object.entries(section).flatMap(([key, value]: [string, unknown]) => {
      const name = `${path}${key}`
      if (typeof value === 'object' && value !== null && !Array.isArray(value)) return [...flat(value, `${name}.`)]
      return [[name, value] as const]
    })
  )
}

const english = flat(en)
const german = flat(de)

/** Words that are the same in both languages, names, and signs. */
const alike =
  /^(product|keys\.|formats\.|looks\.(palettes\.standard|colours\.(gold|orange))|connect\.(format|linuxCommand)|export\.(format|formats\.)|look\.(languages|timesHelp|timeStyles\.utc)|settings\.(sigma|bandUnit|ms)|simulator\.(format|formats)|journal\.(label|severities|kindNames\.(format|trigger))|faults\.drift|profiles\.motor\.title|commands\.groups\.(app|panels)|dock\.label|axes\.|closer\.|terminal\.(modes|marks|endingNames|ms)|table\.(columns\.|choose)|spectrum\.|histogram\.|waterfall\.|trigger\.|gauge\.|orientation\.modes|panels\.kinds\.(terminal|journal|trigger|xy)|status\.perSecond|simulator\.|top\.)/

describe('German', () => {
  afterEach(() => setMessages(en))

  it('has every text that English has, and no other', () => {
    expect([...german.keys()].sort()).toEqual([...english.keys()].sort())
  })
  it('takes no more values for a sentence than English gives', () => {
    for (const [name, value] of english) {
      const other = german.get(name)
      expect(typeof other, name).toBe(typeof value)
      if (typeof value === 'function') expect((other as () => string).length, name).toBeLessThanOrEqual(value.length)
    }
  })
  it('leaves no sentence in English', () => {
    const same = [...english].filter(
      ([name, value]) => typeof value === 'string' && german.get(name) === value && !alike.test(name)
    )
    expect(same.map(([name]) => name)).toEqual([])
    const sentences = [...english].filter(
      ([name, value]) => typeof value === 'string' && value.split(' ').length > 3 && german.get(name) === value
    )
    expect(sentences.map(([name]) => name)).toEqual(['connect.linuxCommand'])
  })
  it('is in force at once, also where a section was kept', () => {
    const { lamps } = text
    setMessages(de)
    expect([text.close, lamps.red, text.top.connect]).toEqual(['Schließen', 'Rot', 'Verbinden'])
    expect(Object.values(text.lamps)).toEqual(['Grün', 'Gelb', 'Rot'])
  })
  it('is spoken by the journal too, with what the engine says', () => {
    setMessages(de)
    expect(eventText(eventOfEveryKind.state)).toBe('Grün zu Rot: über Grenze Rot 40 (Wert 41)')
    expect(engineText('something new')).toBe('something new')
    expect(engineText('back below red limit 40 - deadband 0.5')).toBe('wieder unter Grenze Rot 40')
  })
  it('is chosen by the system where it is the first there is', () => {
    expect(systemLanguage(['fr-FR', 'de-AT', 'en'])).toBe('de')
    expect(systemLanguage(['en-GB', 'de'])).toBe('en')
    expect(systemLanguage(['zh'])).toBe('en')
  })
})
