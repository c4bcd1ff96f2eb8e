export { createDecoder } from './create-decoder'
export type { Decoder, DecoderOptions, DecoderStatus, RejectList } from './decoder'
export { detectFormat, type Verdict } from './detect'
export { createRejectList } from './rejects'
