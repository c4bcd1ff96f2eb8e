import type { ImportChoices, ImportColumn } from '@shared/model/import'
import { SignalboxError } from '@shared/base/errors'
import { splitLabel } from '../../../decoders/channel-label'
import { mcapMessages } from '../mcap-file'
import { mcapLeaves, unreadableTopic } from '../mcap-row'
import { chosenColumns } from './apply-choices'
import { type Guess, plainPlan, previewRows, type Sample } from './sample'

const sampleMessages = 2000

/** What an MCAP file's first messages hold. Their time is the log's, so nothing about it is a guess. */
export async function guessMcap(sample: Sample, choices: ImportChoices): Promise<Guess> {
  const labels: string[] = []
  const leftOut = new Set<string>()
  const rows: { time: number; values: Map<string, number> }[] = []
  let seen = 0
  for await (const message of mcapMessages(sample, new AbortController().signal, () => undefined)) {
    const leaves = mcapLeaves(message)
    if (leaves === null) leftOut.add(unreadableTopic(message))
    for (const [label] of leaves ?? []) if (!labels.includes(label)) labels.push(label)
    if (leaves !== null && rows.length < previewRows) {
      const last = rows.at(-1)
      if (last?.time === message.time) for (const [label, value] of leaves) last.values.set(label, value)
      else rows.push({ time: message.time, values: new Map(leaves) })
    }
    if (++seen === sampleMessages) break
  }
  if (labels.length === 0) throw nothingToRead(sample.name, [...leftOut])
  const described = labels.map((label): ImportColumn => {
    const { name, unit } = splitLabel(label)
    return { label, name, unit, kind: 'number', used: true }
  })
  const time: ImportColumn = { label: 'log time', name: 'log time', unit: '', kind: 'time', used: false }
  const plan = {
    ...plainPlan(sample),
    format: 'mcap' as const,
    timeStyle: 'epoch-ms' as const,
    time: 0,
    columns: chosenColumns([time, ...described], choices)
  }
  const cells = rows.map(({ time: at, values }) => [
    String(at),
    ...labels.map(label => (values.has(label) ? String(values.get(label)) : null))
  ])
  return { plan, tool: null, confidence: 1, doubts: [], cells, leftOut: [...leftOut] }
}

function nothingToRead(name: string, leftOut: readonly string[]): SignalboxError {
  const why = leftOut.length === 0 ? 'it has no messages' : leftOut.slice(0, 5).join('; ')
  return new SignalboxError('bad-input', `nothing in ${name} can be read: ${why}`, {
    remedy: 'Messages encoded as JSON are read; convert the others first.'
  })
}
