import { en, type Messages } from './en'

/** The texts in force. */
export const text: Messages = en
export type { Messages }
