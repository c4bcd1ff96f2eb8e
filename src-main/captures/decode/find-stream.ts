import { readdir } from 'node:fs/promises'
import { SignalboxError } from '@shared/base/errors'
import type { CaptureInfo } from '@shared/model/capture'
import { DeviceSpec } from '@shared/model/device'
import type { Conditions } from '../../pipeline/processor'
import { openDatabase } from '../file/database'
import { readMeta } from '../file/schema'
import { isCaptureId } from '../identity'
import { readManifest } from '../manifest'
import { capturePaths } from '../paths'
import { noSuchCapture } from '../problems'
import { StoredConditions } from './recipe'

/** A capture's stream on disk: its own part, and before it those of its session, which the decoder must have seen. */
export interface StoredStream {
  /** Captures in order; the last one is the one that was asked for. */
  readonly parts: readonly string[]
  /** The session's first capture is among them: without it nobody knows what the decoder had learned. */
  readonly isWhole: boolean
  readonly device: DeviceSpec
  readonly info: CaptureInfo
  readonly conditions: Conditions
  /** Raw bytes of all parts. */
  readonly bytes: number
}

/**
 * Finds what a finished capture was read from.
 * @throws SignalboxError `not-found`, `busy` while it is recorded, `bad-input` when it holds no bytes.
 */
export async function findStream(
  folder: string,
  capture: string,
  purpose: 'decoded again' | 'replayed' = 'decoded again'
): Promise<StoredStream> {
  const info = await infoOf(folder, capture)
  if (info.status === 'recording')
    throw new SignalboxError('busy', `${capture} is being recorded`, { remedy: 'Close its device first.' })
  if (info.bytes === 0) throw withoutBytes(info, purpose)
  const infos = await predecessors(folder, info)
  const [first] = infos
  const meta = await metaOf(folder, first.id)
  const conditions = StoredConditions.safeParse(JSON.parse(meta.get('conditions') ?? 'null'))
  if (!conditions.success) throw withoutBytes(info, purpose)
  return {
    parts: infos.map(({ id }) => id),
    isWhole: first.part === 1,
    device: DeviceSpec.parse(JSON.parse(meta.get('device') ?? 'null')),
    info,
    conditions: conditions.data,
    bytes: infos.reduce((sum, { bytes }) => sum + bytes, 0)
  }
}

/** The captures of the session up to this one, as far back as none is missing. */
async function predecessors(folder: string, info: CaptureInfo): Promise<CaptureInfo[]> {
  const found = [info]
  if (info.part === 1) return found
  const ids = (await readdir(folder)).filter(name => name.endsWith('.json')).map(name => name.slice(0, -5))
  const others: CaptureInfo[] = []
  for (const id of ids) {
    const other = isCaptureId(id) ? await readManifest(capturePaths(folder, id).manifest) : undefined
    if (other && other !== 'damaged' && other.info.run === info.run) others.push(other.info)
  }
  for (let part = info.part - 1; part >= 1; part--) {
    const before = others.find(other => other.part === part && other.origin.kind === 'recorded')
    if (!before) break
    found.unshift(before)
  }
  return found
}

async function infoOf(folder: string, capture: string): Promise<CaptureInfo> {
  const manifest = isCaptureId(capture) ? await readManifest(capturePaths(folder, capture).manifest) : undefined
  if (manifest === undefined || manifest === 'damaged') throw noSuchCapture(capture)
  return manifest.info
}

async function metaOf(folder: string, capture: string): Promise<ReadonlyMap<string, string>> {
  const database = await openDatabase(capturePaths(folder, capture).database, { readOnly: true })
  try {
    return await readMeta(database.connection)
  } finally {
    database.close()
  }
}

function withoutBytes({ id, origin }: CaptureInfo, purpose: string): SignalboxError {
  const verb = purpose === 'replayed' ? 'Replay' : 'Decode'
  const [why, remedy] =
    origin.kind === 'imported'
      ? [
          `it was imported from ${origin.file}`,
          purpose === 'replayed'
            ? 'Only what a device sent can be replayed.'
            : 'Import the file again with other choices.'
        ]
      : origin.kind === 'decoded'
        ? [
            `it was itself decoded from ${origin.from}`,
            `${verb} ${origin.from}${verb === 'Decode' ? ' again' : ''} instead.`
          ]
        : ['its bytes, or what they were read with, were not kept', 'Captures of Signalbox 0.1 keep neither.']
  return new SignalboxError('bad-input', `${id} cannot be ${purpose}: ${why}`, { remedy })
}
