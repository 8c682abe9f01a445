export const themes = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];
export const themeCookie = 'slipway_theme';
/** '1': larger and with more contrast, for a room. */
export const projectorCookie = 'slipway_projector';

/** What a reader chose, from the value of the cookie; anything else is `auto`: as the system has it. */
export function readTheme(cookie: string | undefined): Theme {
  return themes.find((theme) => theme === cookie) ?? 'auto';
}
