import type { ImportChoices, ImportColumn, ImportPlan } from '@shared/model/import'
import { SignalboxError } from '@shared/base/errors'
import { cleanUnit } from '../../../decoders/channel-label'
import { uniqueNames } from '../../column-names'
import { channelName } from '../channel-name'

/**
 * Columns with what somebody wants of them; no two channels have one name. `canBeWanted`: a column of texts can be read as
 * numbers all the same.
 */
export function chosenColumns(
  columns: readonly ImportColumn[],
  choices: ImportChoices,
  canBeWanted = false
): ImportColumn[] {
  const wanted = new Map((choices.columns ?? []).map(choice => [choice.index, choice]))
  const named = columns.map((column, place) => {
    const { name = column.name, unit = column.unit, used = column.used } = wanted.get(place) ?? {}
    // A column of texts that is wanted has numbers in some rows.
    const kind = used && column.kind === 'text' && canBeWanted ? 'number' : column.kind
    return { ...column, name: channelName(name, place), unit: cleanUnit(unit), kind, used: used && kind === 'number' }
  })
  const channels = named.flatMap(({ used }, place) => (used ? [place] : []))
  const names = uniqueNames(
    channels.map(place => named[place].name),
    [],
    name => name
  )
  return named.map((column, place) => {
    const at = channels.indexOf(place)
    return at < 0 ? column : { ...column, name: names[at] }
  })
}

/** The choices with the time column by its place. @throws `bad-input` when no column is called so. */
export function withTimePlace(
  choices: ImportChoices,
  labels: readonly { label: string; name: string }[]
): ImportChoices {
  const { timeColumn, ...others } = choices
  if (timeColumn === undefined) return choices
  const asked = timeColumn.trim().toLowerCase()
  const place = labels.findIndex(
    ({ label, name }) => label.trim().toLowerCase() === asked || name.toLowerCase() === asked
  )
  if (place >= 0) return { ...others, time: place }
  throw new SignalboxError('bad-input', `there is no column "${timeColumn}" for the time`, {
    remedy: `The columns are ${labels
      .map(({ label }) => label)
      .slice(0, 50)
      .join(', ')}.`
  })
}

/** What of the choices stands in the plan as it is. */
export function plainChoices(choices: ImportChoices): Partial<ImportPlan> {
  const { zone, rate, start } = choices
  return {
    ...(zone === undefined ? {} : { zone }),
    ...(rate === undefined ? {} : { rate }),
    ...(start === undefined ? {} : { start })
  }
}
