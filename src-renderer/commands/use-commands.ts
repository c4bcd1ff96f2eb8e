import { defineStore } from 'pinia'
import { computed, type MaybeRefOrGetter, onScopeDispose, shallowRef, toValue } from 'vue'
import type { Command } from './command'

/** A list, or how to make it: then it follows what it was made of. */
export type CommandSource = MaybeRefOrGetter<readonly Command[]>

/** All commands there are now. */
export const useCommandList = defineStore('commands', () => {
  const sources = shallowRef<readonly CommandSource[]>([])
  const every = computed(() => sources.value.flatMap(source => toValue(source)))
  const all = computed(() => [...byIdOf(every.value).values()])
  // Apart from the others, so that a button that shows the key of a fixed command does not follow every change of a list.
  const fixed = computed(() => byIdOf(sources.value.flatMap(source => (Array.isArray(source) ? source : []))))
  const byId = computed(() => byIdOf(all.value))

  function add(source: CommandSource): () => void {
    sources.value = [...sources.value, source]
    return () => (sources.value = sources.value.filter(other => other !== source))
  }
  const find = (id: string): Command | undefined => fixed.value.get(id) ?? byId.value.get(id)

  return { all, add, find }
})

function byIdOf(commands: readonly Command[]): ReadonlyMap<string, Command> {
  return new Map(commands.map(command => [command.id, command]))
}

/**
 * Offers commands for as long as the calling component lives. An id that several components offer (two panels of a kind)
 * is one command: the component that came last runs it.
 */
export function useCommands(source: CommandSource): void {
  onScopeDispose(useCommandList().add(source))
}
