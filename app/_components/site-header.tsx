import Link from 'next/link';
import type { ReactNode } from 'react';
import { BrandMark } from './brand-mark.tsx';
import styles from './site-header.module.css';
import { ThemeSwitch, type Theme } from './theme-switch.tsx';

interface SiteHeaderProps {
  readonly theme: Theme;
  /** What follows the name: where the reader is. */
  readonly trail?: readonly { readonly title: string; readonly href?: string }[];
  /** Stands between the trail and the switches. */
  readonly children?: ReactNode;
}

/** The bar on top of every page: the name, the way back, and what belongs to the page. */
export function SiteHeader({ theme, trail = [], children }: SiteHeaderProps) {
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
      <ThemeSwitch initial={theme} />
    </header>
  );
}
