import Link from 'next/link';
import type { ReactNode } from 'react';
import { BrandMark } from './brand-mark.tsx';
import { HeaderTools } from './header-tools.tsx';
import styles from './site-header.module.css';
import type { Theme } from '../theme.ts';

interface SiteHeaderProps {
  readonly theme: Theme;
  /** What follows the name: where the reader is. */
  readonly trail?: readonly { readonly title: string; readonly href?: string }[];
  /** Stands between the trail and the switches. Default: the way to free play. */
  readonly children?: ReactNode;
}

/** The bar on top of every page: the name, the way back, and what belongs to the page. */
export function SiteHeader({ theme, trail = [], children = <PlayLink /> }: SiteHeaderProps) {
  return (
    <header className={styles.header}>
      <nav aria-label="Where you are" className={styles.trail}>
        <Link href="/" className={styles.brand} prefetch={false}>
          <BrandMark />
          <span>Slipway</span>
        </Link>
        {trail.map(({ title, href }) => (
          <span key={title} className={styles.crumb}>
            <span aria-hidden="true">▸</span>
            {href === undefined ? (
              <span aria-current="page">{title}</span>
            ) : (
              <Link href={href} prefetch={false}>
                {title}
              </Link>
            )}
          </span>
        ))}
      </nav>
      <div className={styles.middle}>{children}</div>
      <HeaderTools theme={theme} />
    </header>
  );
}

function PlayLink() {
  return (
    <Link href="/play" className={styles.play} prefetch={false}>
      Free play
    </Link>
  );
}
