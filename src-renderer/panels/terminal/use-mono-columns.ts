import { useElementSize } from '@vueuse/core'
import { computed, onMounted, type ComputedRef, type Ref, ref } from 'vue'

/** How many monospaced characters fit beside each other into an element, and how wide one is, css px. */
export function useMonoColumns(host: Readonly<Ref<HTMLElement | null>>): {
  readonly columns: ComputedRef<number>
  readonly height: Readonly<Ref<number>>
} {
  const { width, height } = useElementSize(host)
  const character = ref(7.3)
  onMounted(() => {
    if (!host.value) return
    const probe = document.createElement('span')
    Object.assign(probe.style, { position: 'absolute', visibility: 'hidden', whiteSpace: 'pre' })
    probe.textContent = '0'.repeat(100)
    host.value.append(probe)
    const measured = probe.getBoundingClientRect().width / 100
    if (measured > 0) character.value = measured
    probe.remove()
  })
  // The last column is left free for what the browser rounds.
  const columns = computed(() => Math.max(8, Math.floor(width.value / character.value) - 1))
  return { columns, height }
}
