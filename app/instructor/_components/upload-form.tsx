'use client';

import { Upload } from 'lucide-react';
import { useRef, useState } from 'react';
import type { Workshop } from '../../../protocol/instructor.ts';
import button from '../../_components/button.module.css';
import { sentence, uploadArchive } from './instructor-api.ts';
import styles from './instructor.module.css';

/** What the list of courses says when no existing one is meant. */
const wholeCourse = '';
const newCourse = ' new';

interface Sending {
  readonly name: string;
  readonly bytes: number;
  readonly sent: number;
}

/** Takes an archive, chosen or dropped, and where a single lesson goes. */
export function UploadForm({
  courses,
  onUploaded,
}: {
  readonly courses: Workshop['courses'];
  readonly onUploaded: (workshop: Workshop) => void;
}) {
  const form = useRef<HTMLFormElement>(null);
  const stop = useRef<AbortController>(undefined);
  const [course, setCourse] = useState(wholeCourse);
  const [isOver, setOver] = useState(false);
  const [sending, setSending] = useState<Sending>();
  const [said, setSaid] = useState('');
  const [problem, setProblem] = useState('');

  const send = (file: File | undefined): void => {
    if (file === undefined || sending !== undefined) return;
    const data = new FormData(form.current ?? undefined);
    const text = (name: string): string => {
      const value = data.get(name);
      return typeof value === 'string' ? value.trim() : '';
    };
    const query = course === newCourse ? { title: text('title'), outcome: text('outcome') } : { course };
    const ending = new AbortController();
    stop.current = ending;
    setProblem('');
    setSaid('');
    setSending({ name: file.name, bytes: file.size, sent: 0 });
    uploadArchive(file, query, (sent) => setSending({ name: file.name, bytes: file.size, sent }), ending.signal)
      .then(
        (workshop) => {
          onUploaded(workshop);
          setSaid(`${file.name} is uploaded: it is the first of the drafts.`);
        },
        (error: unknown) => setProblem(sentence(error)),
      )
      .finally(() => setSending(undefined));
  };

  return (
    <form
      ref={form}
      className={styles['drop']}
      data-over={isOver}
      aria-labelledby="upload"
      onSubmit={(event) => event.preventDefault()}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        send(event.dataTransfer.files[0]);
      }}
    >
      <h2 id="upload">Upload a lesson or a course</h2>
      <p>
        An archive (.zip, .tar or .tar.gz) of one lesson folder, or of one course folder with its{' '}
        <code>course.yaml</code>. It becomes a draft; nothing is published yet.
      </p>
      <label className={styles['field']}>
        <span>A single lesson goes into</span>
        <select value={course} onChange={(event) => setCourse(event.target.value)}>
          <option value={wholeCourse}>(the archive holds a whole course)</option>
          <option value={newCourse}>A new course of its own</option>
          {courses.map(({ slug, title }) => (
            <option key={slug} value={slug}>
              {title}
            </option>
          ))}
        </select>
      </label>
      {course === newCourse ? (
        <>
          <label className={styles['field']}>
            <span>Title of the new course</span>
            <input name="title" maxLength={80} autoComplete="off" />
          </label>
          <label className={styles['field']}>
            <span>Afterwards one can …</span>
            <input name="outcome" maxLength={160} autoComplete="off" placeholder="run a container of one’s own" />
          </label>
        </>
      ) : null}
      {sending === undefined ? (
        <div className={styles['choose']}>
          <label className={`${button['button']} ${button['next']} ${styles['file']}`}>
            <Upload size={18} aria-hidden="true" /> Choose an archive
            <input
              type="file"
              accept=".zip,.tar,.gz,.tgz,application/zip,application/x-tar,application/gzip"
              onChange={(event) => {
                send(event.target.files?.[0]);
                // The same file, mended, can be chosen again.
                event.target.value = '';
              }}
            />
          </label>
          <span className={styles['soft']}>or drop it here</span>
        </div>
      ) : (
        <SendingLine sending={sending} onStop={() => stop.current?.abort()} />
      )}
      <p role="status" className={styles['said']}>
        {said}
      </p>
      {problem === '' ? null : (
        <p role="alert" className={styles['problem']}>
          {problem}
        </p>
      )}
    </form>
  );
}

function SendingLine({ sending, onStop }: { readonly sending: Sending; readonly onStop: () => void }) {
  const { name, bytes, sent } = sending;
  const isSent = sent >= bytes;
  const mib = (count: number): string => (count / 1024 ** 2).toFixed(1);
  return (
    <div className={styles['choose']}>
      <progress
        aria-label={`Uploading ${name}`}
        max={Math.max(bytes, 1)}
        {...(isSent ? {} : { value: sent })}
        className={styles['bar']}
      />
      <span>{isSent ? `Unpacking and checking ${name} …` : `${mib(sent)} of ${mib(bytes)} MiB of ${name}`}</span>
      <button type="button" className={button['button']} onClick={onStop}>
        Break off
      </button>
    </div>
  );
}
