/** The site runs as this user; it owns nothing but the lessons that instructors upload. */
export const siteUser = 'slipway';
/** The private PostgreSQL instance runs as this user and owns its data directory. */
export const databaseUser = 'slipway-db';
