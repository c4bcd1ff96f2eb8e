import { readFileSync, writeFileSync } from 'node:fs'
import { z } from 'zod'

const Bounds = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(640).max(32_767),
  height: z.number().int().min(480).max(32_767)
})
export type Bounds = Readonly<z.infer<typeof Bounds>>
const WindowState = z.object({ bounds: Bounds.optional(), maximized: z.boolean().default(false) })
export type WindowState = Readonly<z.infer<typeof WindowState>>

/** The state kept in `file`; the default when there is none, when it is damaged, or when its screen is gone. */
export function loadWindowState(file: string, screens: readonly Bounds[]): WindowState {
  try {
    const state = WindowState.parse(JSON.parse(readFileSync(file, 'utf8')))
    return state.bounds && !screens.some(screen => canBeGrasped(state.bounds!, screen))
      ? { maximized: state.maximized }
      : state
  } catch {
    return { maximized: false }
  }
}

/** Keeps the state. Not being able to is no reason to bother the user. */
export function saveWindowState(file: string, state: WindowState): void {
  try {
    writeFileSync(file, JSON.stringify(state))
  } catch {
    return
  }
}

/** Whether enough of the title bar lies on the screen to drag the window by. */
function canBeGrasped(window: Bounds, screen: Bounds): boolean {
  const overlap = Math.min(window.x + window.width, screen.x + screen.width) - Math.max(window.x, screen.x)
  return overlap >= 100 && window.y >= screen.y && window.y <= screen.y + screen.height - 50
}
