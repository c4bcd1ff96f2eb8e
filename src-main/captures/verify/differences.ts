import type { Finding } from '@shared/model/verification'
import { count, damage } from './check'

/** How much of something differs from what decoding again gave, with the first place. */
export class Differences {
  private number = 0
  private first = ''

  constructor(private readonly what: string) {}

  add(where: () => string): void {
    if (this.number === 0) this.first = where()
    this.number++
  }

  findings(): Finding[] {
    if (this.number === 0) return []
    return [damage(`decoded again, ${count(this.number)} ${this.what}; the first: ${this.first}`)]
  }
}
