import { text } from '../../messages'
import { SavedCommand } from './remembered'
import { sendingProblem, type Sending } from './send-draft'

/** A saved command as its form shows it. */
export interface CommandDraft {
  label: string
  data: string
  as: Sending['as']
  ending: Sending['ending']
  key: string
  /** Ms as text; '' sends once. */
  every: string
}

/** The form of a saved command, or of what is to become one: it is called by what it sends. */
export function commandDraft(command: SavedCommand | Sending): CommandDraft {
  const { data, as, ending } = command
  if (!('label' in command)) return { label: data.trim().slice(0, 24), data, as, ending, key: '', every: '' }
  const { label, key, every } = command
  return { label, data, as, ending, key, every: every === null ? '' : String(every) }
}

/** The command a draft means, or what is wrong with which field; a key belongs to one command. */
export function readCommand(
  draft: CommandDraft,
  others: readonly SavedCommand[]
): {
  readonly command: Omit<SavedCommand, 'id'> | null
  readonly errors: Readonly<Partial<Record<keyof CommandDraft, string>>>
} {
  const errors: Partial<Record<keyof CommandDraft, string>> = {}
  const every = draft.every.trim() === '' ? null : Number(draft.every)
  if (draft.label.trim() === '') errors.label = text.terminal.labelNeeded
  const wrong = sendingProblem(draft)
  if (wrong !== '') errors.data = wrong
  const owner = draft.key === '' ? undefined : others.find(({ key }) => key === draft.key)
  if (owner) errors.key = text.terminal.keyTaken(owner.label)
  if (every !== null && !(Number.isInteger(every) && every >= 20 && every <= 3_600_000))
    errors.every = text.terminal.badEvery
  if (Object.keys(errors).length > 0) return { command: null, errors }
  return { command: SavedCommand.omit({ id: true }).parse({ ...draft, every }), errors }
}
