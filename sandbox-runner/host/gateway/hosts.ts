/** Name under which Debian's packages are reached from inside; written into our images' apt configuration. */
export const packagesHost = 'packages.slipway';
/** Name under which npm packages are reached from inside; written into the npm settings of our images. */
export const npmHost = 'npm.slipway';
/** The classroom registry's name inside. */
export const registryHost = 'registry.slipway';
