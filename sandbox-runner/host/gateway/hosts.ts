/** Name under which Debian's packages are reached from inside; written into our images' apt configuration. */
export const packagesHost = 'packages.slipway';
/** The classroom registry's name inside. */
export const registryHost = 'registry.slipway';
