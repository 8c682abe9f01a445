'use client';

import { ExternalLink, RotateCw } from 'lucide-react';
import { useState, type SyntheticEvent } from 'react';
import type { PublishedPort } from '../../../protocol/preview.ts';
import { addressText, readAddress, type PreviewAddress } from './preview-address.ts';
import icon from '../icon-button.module.css';
import styles from './preview-tool.module.css';

interface PreviewBarProps {
  readonly address: PreviewAddress | null;
  /** Where the address really is; null: not known. */
  readonly url: string | null;
  readonly ports: readonly PublishedPort[];
  readonly isPublished: boolean;
  readonly onGo: (address: PreviewAddress) => void;
  readonly onReload: () => void;
}

/** Ports to choose from, the address, and what can be done with it. */
export function PreviewBar({ address, url, ports, isPublished, onGo, onReload }: PreviewBarProps) {
  return (
    <div className={styles['bar']}>
      {ports.length > 0 ? (
        <div className={styles['ports']} role="group" aria-label="Published ports">
          {ports.map((port) => (
            <button
              key={port.port}
              type="button"
              className={styles['port']}
              aria-pressed={port.port === address?.port}
              title={`${port.container} (${port.image}), port ${port.privatePort} in the container`}
              onClick={() => onGo({ port: port.port, path: '/' })}
            >
              :{port.port} <span>{port.container}</span>
            </button>
          ))}
        </div>
      ) : null}
      <AddressForm key={address === null ? '' : addressText(address)} address={address} onGo={onGo} />
      <button
        type="button"
        className={icon['icon']}
        onClick={onReload}
        disabled={url === null}
        aria-label="Reload the preview"
        title="Reload the preview"
      >
        <RotateCw size={16} aria-hidden="true" />
      </button>
      {url === null ? null : (
        <a
          className={icon['icon']}
          href={url}
          target="_blank"
          rel="noopener noreferrer"
          aria-label="Open in a tab of its own"
          title="Open in a tab of its own"
        >
          <ExternalLink size={16} aria-hidden="true" />
        </a>
      )}
      {address !== null && !isPublished ? (
        <p className={styles['gone']}>No running container publishes port {address.port}.</p>
      ) : null}
    </div>
  );
}

interface AddressFormProps {
  readonly address: PreviewAddress | null;
  readonly onGo: (address: PreviewAddress) => void;
}

function AddressForm({ address, onGo }: AddressFormProps) {
  const [text, setText] = useState(address === null ? '' : addressText(address));
  const [isOdd, setIsOdd] = useState(false);
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    const next = readAddress(text, address?.port ?? null);
    setIsOdd(next === undefined);
    if (next !== undefined) onGo(next);
  };
  return (
    <form className={styles['form']} onSubmit={submit}>
      <input
        className={styles['address']}
        type="text"
        inputMode="url"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        aria-label="Address on your machine"
        aria-invalid={isOdd}
        aria-describedby={isOdd ? 'preview-odd-address' : undefined}
        placeholder="localhost:8080"
        data-first-focus
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {isOdd ? (
        <p id="preview-odd-address" className={styles['odd']} role="alert">
          The preview shows ports of your machine: write localhost:8080 or /a/path.
        </p>
      ) : null}
    </form>
  );
}
