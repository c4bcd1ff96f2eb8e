import { checkExpression, parseDerived } from '@shared/expression'
import { DerivedChannel } from '@shared/model/derived'
import type { SessionStatus } from '@shared/model/session'
import { problemOf } from '../../connection/problem'
import { text } from '../../messages'

/** A derived channel as it is being written. */
export interface DerivedDraft {
  name: string
  unit: string
  expression: string
}

export interface DraftCheck {
  readonly name: string
  /** Where the expression is wrong, characters from 0; null where no place can be told. */
  readonly mistake: { readonly message: string; readonly remedy: string; readonly position: number | null } | null
  /** Channels it uses that have not appeared; no mistake, they may come. */
  readonly unknown: readonly string[]
}

const notAnswered = /: (.*)$/s

/** What is wrong with one draft among all of them; '' and null when nothing is. */
export function checkDraft(drafts: readonly DerivedDraft[], at: number, session: SessionStatus): DraftCheck {
  const { name, expression } = drafts[at]
  const derived = new Set(session.derived.map(one => one.name))
  const measured = session.channels.filter(channel => !channel.derived)
  const wrongName =
    name.trim() === ''
      ? text.derived.nameNeeded
      : drafts.some((other, place) => place !== at && other.name.trim() === name.trim())
        ? text.derived.nameTwice
        : measured.some(channel => channel.name === name.trim() && !derived.has(channel.name))
          ? text.derived.nameTaken
          : ''
  const checked = checkExpression(expression)
  if ('message' in checked) return { name: wrongName, mistake: checked, unknown: [] }
  const there = new Set([...measured.map(channel => channel.name), ...drafts.map(draft => draft.name.trim())])
  const unknown = checked.channels.filter(channel => !there.has(channel))
  return { name: wrongName, mistake: wrongName === '' ? orderMistake(drafts, at) : null, unknown }
}

/** Uses itself, or one that is computed later. */
function orderMistake(drafts: readonly DerivedDraft[], at: number): DraftCheck['mistake'] {
  const { name } = drafts[at]
  const readable = drafts.filter(
    (draft, place) => place === at || (draft.name.trim() !== '' && !('message' in checkExpression(draft.expression)))
  )
  try {
    // Of the others only names and places count: their own mistakes are told where they are.
    const own = drafts[at].expression
    parseDerived(
      readable.map(draft => ({ ...draft, name: draft.name.trim(), expression: draft === drafts[at] ? own : '0' }))
    )
    return null
  } catch (error) {
    const { message, remedy } = problemOf(error)
    if (!message.startsWith(`${name.trim()} = `)) return null
    return { message: notAnswered.exec(message.slice(name.length))?.[1] ?? message, remedy, position: null }
  }
}

/** The list as the engine takes it; null while something is wrong. */
export function readDrafts(drafts: readonly DerivedDraft[], session: SessionStatus): DerivedChannel[] | null {
  const fine = drafts.every((_, at) => {
    const check = checkDraft(drafts, at, session)
    return check.name === '' && check.mistake === null
  })
  const read = drafts.map(draft => DerivedChannel.safeParse(draft))
  return fine && read.every(result => result.success) ? read.map(result => result.data as DerivedChannel) : null
}
