import { join } from 'node:path'
import { SignalboxError } from '@shared/base/errors'
import type { ImportChoices, ImportPreview, ImportProgress, ImportRequest } from '@shared/model/import'
import { runMaker } from '../captures/making/run-maker'
import type { BroughtFile } from './brought-files'
import type { Engine } from './engine'

type Parts = Pick<Engine, 'brought' | 'maker' | 'dataFolder'>

/** How a file is understood, read on a thread of its own. */
export async function previewImport(
  parts: Parts,
  { file, choices }: { file: string; choices: ImportChoices },
  signal: AbortSignal
): Promise<ImportPreview> {
  const job = { kind: 'preview', ...fileOf(parts.brought.find(file)), choices } as const
  const running = runMaker(maker(parts), job, signal)
  for (;;) {
    const step = await running.next()
    if (step.done) return step.value
  }
}

/** Imports a file on a thread of its own. Ending early cancels it and leaves nothing; the file stays, for another try. */
export async function* runImport(
  parts: Parts,
  { file, choices, label }: ImportRequest,
  signal: AbortSignal
): AsyncGenerator<ImportProgress, void, void> {
  const folder = join(parts.dataFolder, 'captures')
  const job = { kind: 'import', ...fileOf(parts.brought.find(file)), choices, label, folder } as const
  const running = runMaker(maker(parts), job, signal)
  try {
    for (;;) {
      const step = await running.next()
      if (!step.done) yield { phase: 'running', fraction: step.value }
      else {
        await parts.brought.release(file)
        yield { phase: 'done', result: step.value }
        return
      }
    }
  } finally {
    // A view that leaves ends this generator at its yield; the import must not go on for nobody.
    await running.return(undefined as never)
  }
}

function fileOf({ path, name, modified }: BroughtFile): { path: string; name: string; modified: number } {
  return { path, name, modified }
}

function maker({ maker }: Parts): URL {
  if (maker) return maker
  throw new SignalboxError('fault', 'this engine was started without a maker')
}
