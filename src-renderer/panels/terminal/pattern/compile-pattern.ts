import { type PatternNode, TooPowerful } from './parse-pattern'

/** A step of a program; the numbers are where to go on. */
export type Step =
  | { readonly kind: 'one'; readonly test: (character: string) => boolean }
  | { readonly kind: 'place'; readonly at: 'begin' | 'end' | 'word' | 'inside' }
  /** Tries `first`, and `second` when that led nowhere. */
  | { readonly kind: 'fork'; first: number; second: number }
  | { readonly kind: 'jump'; to: number }
  | { readonly kind: 'found' }

/** With lines of 1,000 characters a search is at most 300,000 steps: a few milliseconds, whatever the expression. */
export const mostSteps = 300

/**
 * The steps that look for a tree; what is repeated a certain number of times is written out so often.
 * @param flags as JavaScript has them, for the test of single characters
 * @throws TooPowerful when it would be more than `mostSteps`
 */
export function compilePattern(tree: PatternNode, flags: string): readonly Step[] {
  const steps: Step[] = []

  function add<S extends Step>(step: S): S {
    if (steps.length >= mostSteps) throw new TooPowerful('{ }')
    steps.push(step)
    return step
  }

  function write(node: PatternNode): void {
    if (node.kind === 'one') add({ kind: 'one', test: characterTest(node.source, flags) })
    else if (node.kind === 'place') add({ kind: 'place', at: node.at })
    else if (node.kind === 'all') node.of.forEach(write)
    else if (node.kind === 'either') writeEither(node.of)
    else writeRepeat(node)
  }

  function writeEither([first, ...others]: readonly PatternNode[]): void {
    if (others.length === 0) return write(first)
    const fork = add({ kind: 'fork', first: steps.length + 1, second: 0 })
    write(first)
    const jump = add({ kind: 'jump', to: 0 })
    fork.second = steps.length
    writeEither(others)
    jump.to = steps.length
  }

  function writeRepeat({ of, least, most, lazy }: Extract<PatternNode, { kind: 'repeat' }>): void {
    const maybe = (): (() => void) => {
      const fork = add({ kind: 'fork', first: steps.length + 1, second: 0 })
      return () => {
        fork.second = steps.length
        if (lazy) [fork.first, fork.second] = [fork.second, fork.first]
      }
    }
    for (let time = 0; time < least; time++) written(of)
    if (most === Infinity) {
      const begin = steps.length
      const leave = maybe()
      write(of)
      add({ kind: 'jump', to: begin })
      return leave()
    }
    const leaves: (() => void)[] = []
    for (let time = least; time < most; time++) {
      leaves.push(maybe())
      written(of)
    }
    for (const leave of leaves) leave()
  }

  /** Of what is empty any number of times is as good as none; written a billion times it would take for ever. */
  function written(node: PatternNode): void {
    const before = steps.length
    write(node)
    if (steps.length === before) throw new TooPowerful('{ }')
  }

  write(tree)
  add({ kind: 'found' })
  return steps
}

/** Whether a character is one of those `source` names; asked of the browser once a character. */
function characterTest(source: string, flags: string): (character: string) => boolean {
  const pattern = new RegExp(`^(?:${source})$`, flags)
  const known = new Map<string, boolean>()
  return character => {
    let answer = known.get(character)
    if (answer === undefined) known.set(character, (answer = pattern.test(character)))
    return answer
  }
}
