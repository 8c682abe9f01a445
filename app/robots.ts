import type { MetadataRoute } from 'next';
import { siteConfig } from './_server/env.ts';

export const dynamic = 'force-dynamic';

/** Lessons may be found by search machines; what is made for one person, or twice, not. */
export default function robots(): MetadataRoute.Robots {
  const [origin] = siteConfig().publicOrigins;
  return {
    rules: {
      userAgent: '*',
      allow: '/',
      disallow: ['/api/', '/carrier', '/certificate', '/instructor', '/play', '/print/', '/search'],
    },
    ...(origin === undefined ? {} : { sitemap: `${origin}/sitemap.xml` }),
  };
}
