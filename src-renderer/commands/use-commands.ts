import { defineStore } from 'pinia'
import { computed, onScopeDispose, shallowRef } from 'vue'
import type { Command } from './command'

/** All commands there are now. */
export const useCommandList = defineStore('commands', () => {
  const lists = shallowRef<readonly (readonly Command[])[]>([])
  const all = computed(() => lists.value.flat())
  function add(commands: readonly Command[]): () => void {
    lists.value = [...lists.value, commands]
    return () => (lists.value = lists.value.filter(list => list !== commands))
  }
  return { all, add }
})

/** Offers commands for as long as the calling component lives. */
export function useCommands(commands: readonly Command[]): void {
  onScopeDispose(useCommandList().add(commands))
}
