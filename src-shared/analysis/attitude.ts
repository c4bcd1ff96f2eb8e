/** A rotation as a unit quaternion, w first. It turns vectors of the body into those of the room (z up). */
export type Quaternion = readonly [w: number, x: number, y: number, z: number]

export interface Angles {
  /** Degrees, -180 to 180: about the body's x, y (-90 to 90) and z axis, applied yaw, pitch, roll. */
  readonly roll: number
  readonly pitch: number
  readonly yaw: number
}

/** One reading of a motion sensor. */
export interface MotionSample {
  /** Seconds since the sample before; 0 for the first. */
  readonly seconds: number
  /** In any unit; only its direction counts. Where it points is up. */
  readonly acceleration: readonly [number, number, number]
  /** Radians a second; null without a gyroscope. */
  readonly rotation: readonly [number, number, number] | null
}

const degrees = 180 / Math.PI
/** How fast the accelerometer pulls the attitude towards what it calls up, per second. */
const pull = 1.5
/** Samples further apart than this, s, have nothing to do with each other. */
const longest = 1

/**
 * Where a body points, from its accelerometer and, where there is one, its gyroscope: the gyroscope's turns are summed up
 * and slowly corrected so that gravity points down (Mahony's complementary filter without bias). About the vertical there
 * is nothing to correct with, so the yaw is relative to where it began and drifts.
 *
 * A coroutine: it is sent samples and yields the attitude after each; the first `next()` only starts it. It keeps its
 * attitude when sent a sample that is no measurement (NaN, or free fall).
 */
export function* attitude(): Generator<Quaternion, never, MotionSample> {
  let pose: Quaternion = [1, 0, 0, 0]
  let known = false
  for (;;) {
    const sample: MotionSample = yield pose
    const up = unit(sample.acceleration)
    const usable = up !== null
    if (usable && (!known || sample.rotation === null || sample.seconds > longest)) {
      const { yaw } = anglesOf(pose)
      pose = levelled(up, known ? yaw : 0)
      known = true
      continue
    }
    if (!known || sample.rotation === null || !sample.rotation.every(Number.isFinite)) continue
    let turn = sample.rotation
    if (usable) {
      // Where the room's up is for the body as we believe; the error is the turn from there to what is measured.
      const believed = roomUp(pose)
      const error = cross(up, believed)
      turn = [turn[0] + pull * error[0], turn[1] + pull * error[1], turn[2] + pull * error[2]]
    }
    pose = turned(pose, turn, sample.seconds)
  }
}

/** The attitude with these angles, degrees. */
export function fromAngles({ roll, pitch, yaw }: Angles): Quaternion {
  const half = (angle: number): [number, number] => [Math.cos(angle / degrees / 2), Math.sin(angle / degrees / 2)]
  const [cr, sr] = half(roll)
  const [cp, sp] = half(pitch)
  const [cy, sy] = half(yaw)
  return [
    cr * cp * cy + sr * sp * sy,
    sr * cp * cy - cr * sp * sy,
    cr * sp * cy + sr * cp * sy,
    cr * cp * sy - sr * sp * cy
  ]
}

export function anglesOf([w, x, y, z]: Quaternion): Angles {
  const sine = Math.max(-1, Math.min(1, 2 * (w * y - z * x)))
  return {
    roll: Math.atan2(2 * (w * x + y * z), 1 - 2 * (x * x + y * y)) * degrees,
    pitch: Math.asin(sine) * degrees,
    yaw: Math.atan2(2 * (w * z + x * y), 1 - 2 * (y * y + z * z)) * degrees
  }
}

/** The vector of the body as the room sees it. */
export function rotated(
  [w, x, y, z]: Quaternion,
  [a, b, c]: readonly [number, number, number]
): [number, number, number] {
  const [tx, ty, tz] = [2 * (y * c - z * b), 2 * (z * a - x * c), 2 * (x * b - y * a)]
  return [a + w * tx + y * tz - z * ty, b + w * ty + z * tx - x * tz, c + w * tz + x * ty - y * tx]
}

/** The quaternion of length one in the same direction; null when it has none. */
export function normalized([w, x, y, z]: Quaternion): Quaternion | null {
  const size = Math.hypot(w, x, y, z)
  return size > 1e-9 && Number.isFinite(size) ? [w / size, x / size, y / size, z / size] : null
}

/** Roll and pitch that put `up` (in the body's axes) upright, with this yaw in degrees. */
function levelled([x, y, z]: readonly [number, number, number], yaw: number): Quaternion {
  const roll = Math.atan2(y, z) * degrees
  const pitch = Math.atan2(-x, Math.hypot(y, z)) * degrees
  return fromAngles({ roll, pitch, yaw })
}

function roomUp([w, x, y, z]: Quaternion): [number, number, number] {
  return rotated([w, -x, -y, -z], [0, 0, 1])
}

function turned([w, x, y, z]: Quaternion, [a, b, c]: readonly [number, number, number], seconds: number): Quaternion {
  const speed = Math.hypot(a, b, c)
  if (speed === 0 || seconds <= 0) return [w, x, y, z]
  const half = (speed * seconds) / 2
  const share = Math.sin(half) / speed
  const [q, i, j, k] = [Math.cos(half), a * share, b * share, c * share]
  const next: Quaternion = [
    w * q - x * i - y * j - z * k,
    w * i + x * q + y * k - z * j,
    w * j - x * k + y * q + z * i,
    w * k + x * j - y * i + z * q
  ]
  return normalized(next) ?? [w, x, y, z]
}

function cross(
  [a, b, c]: readonly [number, number, number],
  [d, e, f]: readonly [number, number, number]
): [number, number, number] {
  return [b * f - c * e, c * d - a * f, a * e - b * d]
}

function unit([x, y, z]: readonly [number, number, number]): [number, number, number] | null {
  const size = Math.hypot(x, y, z)
  return size > 1e-6 && Number.isFinite(size) ? [x / size, y / size, z / size] : null
}
