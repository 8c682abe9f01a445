import { z } from 'zod';

/** Of an archive and of the folder that everything in it is in. */
export const exportNameSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,99}$/, 'a name of a-z, 0-9 and -');
