import type { EngineClient } from '../connection/engine-client'

export type SystemInfo = Awaited<ReturnType<EngineClient['system']['info']>>
