import express from 'express';

/** The API over `notes`, which keeps them: see notes.js. */
export function createApp(notes) {
  const app = express();
  app.use(express.json());

  app.get('/', (request, response) => {
    reply(response, 200, { service: 'notes-api', notes: '/notes' });
  });

  app.get('/notes', async (request, response) => {
    reply(response, 200, await notes.list());
  });

  app.post('/notes', async (request, response) => {
    reply(response, 201, await notes.add(textOf(request)));
  });

  app.get('/notes/:id', async (request, response) => {
    reply(response, 200, found(await notes.get(idOf(request))));
  });

  app.put('/notes/:id', async (request, response) => {
    reply(response, 200, found(await notes.change(idOf(request), textOf(request))));
  });

  app.delete('/notes/:id', async (request, response) => {
    found(await notes.remove(idOf(request)));
    response.status(204).end();
  });

  app.use((request, response) => {
    reply(response, 404, { error: `There is nothing at ${request.path}.` });
  });

  // Express knows by the four parameters that this is for errors.
  app.use((error, request, response, next) => {
    const { status, message } = describe(error);
    if (status >= 500) console.error(`${request.method} ${request.path}: ${error.message || error.code}`);
    reply(response, status, { error: message });
  });

  return app;
}

/** The line's end is for people who ask with curl. */
function reply(response, status, body) {
  response
    .status(status)
    .type('json')
    .send(`${JSON.stringify(body)}\n`);
}

class Refusal extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

function textOf({ body }) {
  const text = body?.text;
  if (typeof text !== 'string' || text.trim() === '')
    throw new Refusal(400, 'A note needs a text: {"text": "Buy rope"}.');
  return text.trim();
}

function idOf({ params }) {
  if (!/^\d{1,9}$/.test(params.id)) throw new Refusal(400, 'The id of a note is a number.');
  return Number(params.id);
}

function found(note) {
  if (!note) throw new Refusal(404, 'There is no such note.');
  return note;
}

/** What the caller is told; the codes are PostgreSQL's and Node's. */
function describe(error) {
  if (error.status >= 400 && error.status < 500) return { status: error.status, message: error.message };
  if (error.code === '42P01')
    return { status: 503, message: 'The database has no table for notes: run the migration.' };
  if (error.code === '28P01') return { status: 503, message: 'The database refuses the password.' };
  if (error.code === '3D000')
    return { status: 503, message: 'The server of the database has no database of this name.' };
  if (['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', '57P03'].includes(error.code))
    return { status: 503, message: `The database does not answer: ${error.code}.` };
  return { status: 500, message: 'Something went wrong.' };
}
