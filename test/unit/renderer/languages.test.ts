import { afterEach, describe, expect, it } from 'vitest'
import { setMessages, text } from '@renderer/messages'
import { de } from '@renderer/messages/de'
import { en } from '@renderer/messages/en'
import { engineText, engineTexts } from '@renderer/messages/engine-text'
import { sentence } from '@renderer/stores/notices'
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

/** Names, signs, and words that German has too: what is alike and not here was forgotten. */
const alike: ReadonlySet<string> = new Set([
  'top.export',
  'looks.name',
  'derived.name',
  'derived.placeholder',
  'measure.columns.a',
  'measure.columns.b',
  'measure.columns.difference',
  'measure.columns.min',
  'measure.columns.max',
  'measure.columns.sigma',
  'measure.columns.integral',
  'measure.columns.p1',
  'measure.columns.p5',
  'measure.columns.p50',
  'measure.columns.p95',
  'measure.columns.p99',
  'axes.logShort',
  'captures.budget.open',
  'commands.groups.app',
  'commands.groups.panels',
  'connect.format',
  'connect.linuxCommand',
  'dock.label',
  'export.format',
  'export.formats.csv',
  'export.formats.parquet',
  'export.formats.tsv',
  'export.formats.duckdb',
  'export.formats.arrow',
  'export.formats.mcap',
  'export.formats.lp',
  'export.formats.wav',
  'faults.drift',
  'formats.keyvalue',
  'formats.labels',
  'formats.teleplot',
  'gauge.automatic',
  'histogram.sigma',
  'import.format',
  'import.formats.parquet',
  'import.formats.mcap',
  'import.encodings.utf-8',
  'import.encodings.windows-1252',
  'import.zones.utc',
  'import.tools.signalbox',
  'import.tools.serial-studio',
  'import.tools.telemetry-viewer',
  'import.tools.teleplot',
  'import.tools.serialplot',
  'import.tools.plotjuggler',
  'accounts.rows.bytes',
  'journal.kindNames.format',
  'journal.kindNames.trigger',
  'journal.label',
  'journal.severities.alarm',
  'journal.severities.info',
  'keys.Alt',
  'keys.Enter',
  'keys.Escape',
  'keys.Tab',
  'look.languages.de',
  'look.languages.en',
  'look.timeStyles.utc',
  'look.timesHelp.local',
  'look.timesHelp.relative',
  'look.timesHelp.utc',
  'looks.colours.gold',
  'looks.colours.orange',
  'looks.palettes.standard',
  'orientation.channels.quaternion',
  'orientation.modes.quaternion',
  'panels.kinds.journal',
  'panels.kinds.terminal',
  'panels.kinds.trigger',
  'panels.kinds.xy',
  'product',
  'profiles.motor.title',
  'settings.bandUnit',
  'settings.ms',
  'settings.sigma',
  'simulator.formats.labels',
  'simulator.formats.teleplot',
  'spectrum.amplitude',
  'spectrum.averagings.linear',
  'spectrum.decibels',
  'spectrum.hertz',
  'spectrum.scales.amplitude',
  'spectrum.windows.blackmanHarris',
  'spectrum.windows.hamming',
  'spectrum.windows.hann',
  'sql.placeholder',
  'status.perSecond',
  'table.columns.max',
  'table.columns.min',
  'table.columns.sigma',
  'terminal.endingNames.cr',
  'terminal.endingNames.crlf',
  'terminal.endingNames.lf',
  'terminal.marks.received',
  'terminal.marks.sent',
  'terminal.modes.hex',
  'terminal.modes.text',
  'terminal.ms',
  'top.recordingColumns.rate',
  'trigger.modes.auto',
  'trigger.modes.normal'
])

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
      ([name, value]) => typeof value === 'string' && german.get(name) === value && !alike.has(name)
    )
    expect(same.map(([name]) => name)).toEqual([])
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
  it('has what the engine says of captures, and leaves names of files as they are', () => {
    setMessages(de)
    expect(engineTexts('window 5; derived channels power')).toBe('Fenster 5; abgeleitete Kanäle power')
    expect(sentence('run2.csv is empty')).toBe('run2.csv ist leer')
    expect(sentence('the query is empty')).toBe('Die Abfrage ist leer')
    setMessages(en)
    expect(sentence('run2.csv is empty')).toBe('run2.csv is empty')
    expect(sentence('unplugged')).toBe('Unplugged')
    expect(sentence('opening a port failed')).toBe('Opening a port failed')
  })
  it('is chosen by the system where it is the first there is', () => {
    expect(systemLanguage(['fr-FR', 'de-AT', 'en'])).toBe('de')
    expect(systemLanguage(['en-GB', 'de'])).toBe('en')
    expect(systemLanguage(['zh'])).toBe('en')
  })
})
