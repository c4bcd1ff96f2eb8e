import { z } from 'zod'
import { CaptureInfo } from './capture'
import { ReplaySpeed } from './replay'

export const SerialSpec = z.object({
  kind: z.literal('serial'),
  path: z.string().min(1).max(1024),
  baudRate: z.number().int().min(1).max(20_000_000).default(115_200),
  dataBits: z.union([z.literal(5), z.literal(6), z.literal(7), z.literal(8)]).default(8),
  parity: z.enum(['none', 'even', 'odd', 'mark', 'space']).default('none'),
  stopBits: z.union([z.literal(1), z.literal(1.5), z.literal(2)]).default(1)
})
export type SerialSpec = Readonly<z.infer<typeof SerialSpec>>

export const profileNames = ['imu', 'weather', 'motor', 'crossing', 'gps', 'sine'] as const
export const ProfileName = z.enum(profileNames)
export type ProfileName = z.infer<typeof ProfileName>
export const simulatorFormats = ['csv', 'labels', 'teleplot', 'json'] as const
export const SimulatorFormat = z.enum(simulatorFormats)
export type SimulatorFormat = z.infer<typeof SimulatorFormat>

export const SimulatorSpec = z.object({
  kind: z.literal('simulator'),
  profile: ProfileName,
  /** Only `sine` takes a channel count; the others have their own channels. */
  channels: z.number().int().min(1).max(300).optional(),
  /** Lines a second; the profile's own when absent. */
  rate: z.number().finite().min(0.01).max(200_000).optional(),
  seed: z.number().int().min(0).max(4_294_967_295).default(1),
  format: SimulatorFormat.default('csv')
})
export type SimulatorSpec = Readonly<z.infer<typeof SimulatorSpec>>

/** A capture that is played as if it were the device again. */
export const ReplaySpec = z.object({
  kind: z.literal('replay'),
  capture: CaptureInfo.shape.id,
  speed: ReplaySpeed.default(1),
  loop: z.boolean().default(false),
  /** Where to begin, ms since the epoch; at its start when absent. */
  from: z.number().finite().optional()
})
export type ReplaySpec = Readonly<z.infer<typeof ReplaySpec>>

/** What is there and sends by itself. */
export type LiveSpec = SerialSpec | SimulatorSpec

/** Everything needed to open a device, and to open the same one again. */
export const DeviceSpec = z.discriminatedUnion('kind', [SerialSpec, SimulatorSpec, ReplaySpec])
export type DeviceSpec = Readonly<z.infer<typeof DeviceSpec>>

/** What a simulator can be made to do wrong. */
export const faultNames = ['spike', 'drift', 'stuck', 'noise', 'dropout', 'disconnect', 'garbage'] as const
export const FaultName = z.enum(faultNames)
export type FaultName = z.infer<typeof FaultName>

export const PortInfo = z.object({
  path: z.string(),
  /** Empty strings where the system does not tell. */
  maker: z.string(),
  product: z.string(),
  vendorId: z.string(),
  productId: z.string(),
  serialNumber: z.string()
})
export type PortInfo = Readonly<z.infer<typeof PortInfo>>

export const ProfileInfo = z.object({
  name: ProfileName,
  title: z.string(),
  description: z.string(),
  channels: z.array(z.string()),
  rate: z.number()
})
export type ProfileInfo = Readonly<z.infer<typeof ProfileInfo>>
