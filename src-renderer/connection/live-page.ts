import { pageFrameLoop } from '../charts/frame-loop'

/** What the live client needs of the page. Injected, so that tests decide what is drawn and when. */
export interface LivePage {
  hidden(): boolean
  onShown(listener: () => void): void
  /** Calls back once after what has arrived so far was painted. */
  afterFrame(callback: () => void): void
}

/** The page this runs in. */
export function browserPage(): LivePage {
  const loop = pageFrameLoop()
  return {
    hidden: () => document.visibilityState === 'hidden',
    onShown: listener =>
      document.addEventListener('visibilitychange', () => {
        if (document.visibilityState === 'visible') listener()
      }),
    afterFrame: callback => loop.afterFrame(callback)
  }
}
