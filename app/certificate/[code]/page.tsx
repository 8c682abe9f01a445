import type { Metadata } from 'next';
import { readCertificateCode } from '../../../protocol/certificate.ts';
import { SiteHeader } from '../../_components/site-header.tsx';
import { findCertificate } from '../../_server/certificates.ts';
import { pageTheme } from '../../_server/page-context.ts';
import { PrintButton } from '../../print/_components/print-button.tsx';
import { CertificateSheet } from '../_components/certificate-sheet.tsx';
import styles from '../_components/certificate.module.css';
import { siteAddress } from '../_components/site-address.ts';

type Props = PageProps<'/certificate/[code]'>;

export const metadata: Metadata = { title: 'A certificate', robots: { index: false } };

/** A certificate, for whoever has its code: the same facts as its learner sees. */
export default async function SharedCertificatePage({ params }: Props) {
  const code = readCertificateCode(decodeURIComponent((await params).code));
  const [certificate, theme, address] = await Promise.all([
    code === undefined ? undefined : findCertificate(code),
    pageTheme(),
    siteAddress(),
  ]);
  return (
    <>
      <SiteHeader theme={theme} trail={[{ title: 'A certificate' }]} />
      <main id="main" className={`page ${styles['main']}`}>
        {certificate === undefined ? (
          <>
            <h1>No certificate has this code</h1>
            <p>
              Compare it with the paper, letter by letter. If it is the same, the certificate was withdrawn by the one
              who made it, or it was made on another installation of Slipway.
            </p>
          </>
        ) : (
          <>
            <div className={styles['tools']}>
              <p>This certificate was made here, and says the following.</p>
              <PrintButton />
            </div>
            <CertificateSheet certificate={certificate} address={address} isTitle />
          </>
        )}
      </main>
    </>
  );
}
