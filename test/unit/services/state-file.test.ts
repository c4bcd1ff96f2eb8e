import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { defaultChannelSettings } from '@shared/model/settings'
import { openStateFile } from '@main/services/state-file'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signalbox-state-'))
})
afterEach(() => rm(folder, { recursive: true }))

describe('what the engine remembers', () => {
  it('is there again after a restart', async () => {
    const first = await openStateFile(join(folder, 'new', 'data'))
    first.state.settings['sim:imu?seed=1'] = { ax: { ...defaultChannelSettings, window: 200 } }
    await Promise.all([first.save(), first.save(), first.save()])
    const second = await openStateFile(join(folder, 'new', 'data'))
    expect(second.state).toEqual(first.state)
    expect(second.problem).toBe('')
  })

  it('is set aside, not deleted, when it cannot be read', async () => {
    await writeFile(join(folder, 'engine-state.json'), '{"version": 1, "open": "nonsense"}')
    const { state, problem } = await openStateFile(folder)
    expect(state.open).toEqual([])
    expect(problem).toContain('engine-state.json.unreadable')
    expect(await readdir(folder)).toEqual(['engine-state.json.unreadable'])
    expect(await readFile(join(folder, 'engine-state.json.unreadable'), 'utf8')).toContain('nonsense')
  })
})
