import { attitude, fromAngles, normalized, type Quaternion } from '@shared/analysis/attitude'
import type { RowWindow } from '../../composables/row-ring'
import type { OrientationMode } from './options'

export interface PoseInput {
  readonly mode: OrientationMode
  /** Radians a second of one unit of the gyroscope's channels. */
  readonly rotationUnit: number
}

/** Reads the attitude out of rows as they come: every row once, in order. */
export interface PoseReader {
  /** The attitude after the window's newest row; null while no row told one. */
  read(window: RowWindow): Quaternion | null
}

export function createPoseReader({ mode, rotationUnit }: PoseInput): PoseReader {
  const fusion = attitude()
  fusion.next()
  let pose: Quaternion | null = null
  let seen = -Infinity

  function take(time: number, row: readonly number[]): void {
    if (mode === 'quaternion') pose = normalized([row[0], row[1], row[2], row[3]]) ?? pose
    else if (mode === 'angles') {
      if (row.every(Number.isFinite)) pose = fromAngles({ roll: row[0], pitch: row[1], yaw: row[2] })
    } else {
      const [a, b, c, p, q, r] = row
      if (![a, b, c].every(Number.isFinite)) return
      const rotation = row.length < 6 ? null : ([p * rotationUnit, q * rotationUnit, r * rotationUnit] as const)
      const seconds = seen === -Infinity ? 0 : (time - seen) / 1000
      pose = fusion.next({ seconds, acceleration: [a, b, c], rotation }).value
    }
  }

  return {
    read(window) {
      const { rows, time, value } = window
      // Rows are in the order of time: those that are new stand at the end.
      let row = rows
      while (row > 0 && time[row - 1] > seen) row--
      for (; row < rows; row++) {
        take(
          time[row],
          value.map(column => column[row])
        )
        seen = time[row]
      }
      return pose
    }
  }
}
