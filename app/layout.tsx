import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { pageProjector, pageTheme } from './_server/page-context.ts';
import './globals.css';

export const metadata: Metadata = {
  title: { default: 'Slipway', template: '%s · Slipway' },
  description: 'Learn Docker by doing: lessons in the browser, each with a real Docker Engine of your own.',
};

export const viewport: Viewport = { width: 'device-width', initialScale: 1, interactiveWidget: 'resizes-content' };

/** Every page is made for its request: the colours and the policy's nonce come with it. */
export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  const [theme, isProjector] = await Promise.all([pageTheme(), pageProjector()]);
  return (
    <html
      lang="en"
      {...(theme === 'auto' ? {} : { 'data-theme': theme })}
      data-projector={isProjector ? '' : undefined}
    >
      <body>
        <a className="skip-link" href="#main">
          Skip to the content
        </a>
        {children}
      </body>
    </html>
  );
}
