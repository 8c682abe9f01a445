'use client';

import { Printer } from 'lucide-react';
import button from '../../_components/button.module.css';

/** Opens the browser's own window for printing. */
export function PrintButton() {
  return (
    <button type="button" className={button['button']} onClick={() => window.print()}>
      <Printer size={18} aria-hidden="true" /> Print
    </button>
  );
}
