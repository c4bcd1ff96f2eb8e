import manifest from '../../package.json'

/** The product's version, as in package.json at the time of the build. */
export const version: string = manifest.version
