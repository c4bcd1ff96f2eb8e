import { shallowRef } from 'vue'
import { en, type Messages } from './en'

const current = shallowRef<Messages>(en)

/** The texts in the language in force. Read them while rendering, so that they follow a change of language. */
export const text: Messages = new Proxy(en, { get: (_, key) => Reflect.get(current.value, key) as unknown })

export function setMessages(messages: Messages): void {
  current.value = messages
}
export type { Messages }
