import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { RecordingBudget, unlimitedBudget, usualBudget } from '@shared/model/recording-budget'
import { createNotifier } from '../pipeline/notifier'

/** Objects of other versions keep what this one does not know. */
const RecordingFile = z.looseObject({ version: z.literal(1), budget: RecordingBudget.default(usualBudget) })

/** How much is kept, as it was last set; in `recording.json` of the data folder. */
export interface BudgetFile {
  readonly budget: RecordingBudget
  /** Why the file that was there could not be used. Nothing is removed until a budget is set again. */
  readonly problem: string
  /** Settles when it is on disk. */
  set(budget: RecordingBudget): Promise<void>
  whenChanged(signal: AbortSignal): Promise<void>
}

export async function openBudgetFile(folder: string): Promise<BudgetFile> {
  const path = join(folder, 'recording.json')
  await mkdir(folder, { recursive: true })
  const { problem, ...found } = await read(path)
  let { file } = found
  let writing = Promise.resolve()
  const changed = createNotifier()

  return {
    get budget() {
      return file.budget
    },
    problem,
    async set(budget) {
      file = { ...file, budget }
      changed.notify()
      const text = JSON.stringify(file)
      writing = writing
        .catch(() => undefined)
        .then(async () => {
          await writeFile(`${path}.new`, text)
          await rename(`${path}.new`, path)
        })
      await writing
    },
    whenChanged: signal => changed.wait(signal)
  }
}

async function read(path: string): Promise<{ file: z.infer<typeof RecordingFile>; problem: string }> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      return { file: RecordingFile.parse({ version: 1 }), problem: '' }
    throw error
  }
  try {
    return { file: RecordingFile.parse(JSON.parse(text)), problem: '' }
  } catch (error) {
    await rename(path, `${path}.unreadable`)
    const why = error instanceof Error ? error.message : String(error)
    // Whoever allowed more than usual must not lose it to a broken file.
    const file = { version: 1 as const, budget: unlimitedBudget }
    return { file, problem: `${path} could not be read and was set aside as ${path}.unreadable: ${why}` }
  }
}
