import type { Item } from '@shared/model/item'

/**
 * The same items with every run of anomalies, states and trigger hits in the order of their times: the stages answer channel by
 * channel and one after the other, but what happened first is to be told first. Nothing crosses any other item.
 */
export function inTimeOrder(items: readonly Item[]): readonly Item[] {
  const ordered: Item[] = []
  let run: Happening[] = []
  for (const item of items) {
    if (isHappening(item)) {
      run.push(item)
      continue
    }
    ordered.push(...sorted(run), item)
    run = []
  }
  return [...ordered, ...sorted(run)]
}

type Happening = Extract<Item, { kind: 'anomaly' | 'state' | 'trigger' }>

function isHappening(item: Item): item is Happening {
  return item.kind === 'anomaly' || item.kind === 'state' || item.kind === 'trigger'
}

function sorted(run: readonly Happening[]): readonly Happening[] {
  return run.length < 2 ? run : run.toSorted((one, other) => one.time - other.time)
}
