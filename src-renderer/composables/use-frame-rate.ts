import { useRafFn } from '@vueuse/core'
import { readonly, ref, type Ref } from 'vue'

/** Frames a second the browser gives this page, counted over a second. */
export function useFrameRate(): Readonly<Ref<number>> {
  const rate = ref(0)
  let [frames, since] = [0, 0]
  useRafFn(({ timestamp }) => {
    if (since === 0) since = timestamp
    frames++
    if (timestamp - since < 1000) return
    rate.value = Math.round((frames * 1000) / (timestamp - since))
    frames = 0
    since = timestamp
  })
  return readonly(rate)
}
