import { onScopeDispose, readonly, ref, type Ref } from 'vue'
import { type FrameRate, pageFrameLoop } from '../charts/frame-loop'

/** Frames a second the page's painters allow themselves now: fewer than usual when the computer cannot keep up. */
export function usePaintRate(): Readonly<Ref<FrameRate>> {
  const loop = pageFrameLoop()
  const rate = ref(loop.rate)
  onScopeDispose(loop.onRate(() => (rate.value = loop.rate)))
  return readonly(rate)
}
