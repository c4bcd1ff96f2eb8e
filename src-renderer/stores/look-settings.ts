import { defineStore } from 'pinia'
import { computed } from 'vue'
import { z } from 'zod'
import { type PaletteName, paletteNames, usualStyle } from '../charts/palette'
import { usePreferences } from './preferences'

const LookSettings = z
  .object({
    palette: z.enum(paletteNames).catch(usualStyle.palette),
    /** Every line gets a dash of its own, so that none is told by colour alone. */
    dashes: z.boolean().catch(usualStyle.dashes)
  })
  .catch({ ...usualStyle })

/** How lines are told apart in every chart: `palette` and `dashes` can be bound to a menu; both are remembered. */
export const useLookSettings = defineStore('look-settings', () => {
  const settings = usePreferences().of('look-settings', LookSettings)
  const palette = computed<PaletteName>({
    get: () => settings.value.palette,
    set: name => (settings.value = { ...settings.value, palette: name })
  })
  const dashes = computed<boolean>({
    get: () => settings.value.dashes,
    set: on => (settings.value = { ...settings.value, dashes: on })
  })
  const style = computed(() => ({ palette: palette.value, dashes: dashes.value }))
  return { palette, dashes, style }
})
