import type { Page } from 'playwright-core'

/** What a page sees of its window's frames. */
type Frames = Pick<typeof globalThis, 'requestAnimationFrame' | 'cancelAnimationFrame'>

/**
 * Gives a page that is opened next a screen of this many frames a second, in place of sixty. In tests, software paints
 * every pixel: a live page takes 119 % of a core at sixty frames, 64 % at ten. Playwright's own waiting is not held up,
 * because it lives in a world of its own. The main job (`dashboard.test.ts`) is done with sixty.
 */
export async function slowScreen(page: Page, framesPerSecond: number): Promise<void> {
  await page.addInitScript(period => {
    const own: Frames = {
      requestAnimationFrame: window.requestAnimationFrame.bind(window),
      cancelAnimationFrame: window.cancelAnimationFrame.bind(window)
    }
    const waiting = new Map<number, FrameRequestCallback>()
    let asked = 0
    let next = 0
    let pending = false
    const frame = (now: number): void => {
      pending = false
      next = now + period
      // What is asked for during a frame is for the next one; what was cancelled during it is not called.
      for (const id of [...waiting.keys()]) {
        const callback = waiting.get(id)
        waiting.delete(id)
        try {
          callback?.(now)
        } catch (error) {
          reportError(error)
        }
      }
    }
    Object.assign(window, {
      requestAnimationFrame: callback => {
        waiting.set(++asked, callback)
        if (!pending) setTimeout(() => own.requestAnimationFrame(frame), Math.max(0, next - performance.now()))
        pending = true
        return asked
      },
      cancelAnimationFrame: id => void waiting.delete(id)
    } satisfies Frames)
  }, 1000 / framesPerSecond)
}
