import type { CaptureInfo } from '@shared/model/capture'

/** Where a capture stands in a recording that was rolled over into several. */
export interface CapturePart {
  readonly part: number
  /** The number of the last part there is. */
  readonly parts: number
  /** The name of the nearest part before it that has one, where it has none of its own: a recording's name goes on. */
  readonly of: string
}

/** The place of each capture that is one of several of its recording, by its id. */
export function partsOf(captures: readonly CaptureInfo[]): ReadonlyMap<string, CapturePart> {
  const runs = new Map<string, CaptureInfo[]>()
  for (const capture of captures) runs.set(capture.run, [...(runs.get(capture.run) ?? []), capture])
  const places = new Map<string, CapturePart>()
  for (const run of runs.values()) {
    const parts = Math.max(...run.map(({ part }) => part))
    if (parts === 1) continue
    let before = ''
    for (const { id, part, notes } of run.toSorted((one, other) => one.part - other.part)) {
      places.set(id, { part, parts, of: notes.name === '' ? before : '' })
      before = notes.name || before
    }
  }
  return places
}

/** The captures of the same recording, in their order; only itself where it was not rolled over. */
export function siblingsOf(capture: CaptureInfo, captures: readonly CaptureInfo[]): readonly CaptureInfo[] {
  // Of before recordings were rolled over: each is one.
  if (capture.run === '') return [capture]
  return captures.filter(({ run }) => run === capture.run).toSorted((one, other) => one.part - other.part)
}
