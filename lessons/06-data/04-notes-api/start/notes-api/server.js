import { createApp } from './app.js';
import { connect } from './database.js';
import { createNotes } from './notes.js';

const database = connect();
const server = createApp(createNotes(database)).listen(3000, () => console.log('The notes API listens on port 3000.'));

process.on('SIGTERM', () => {
  server.close(() => database.end());
  server.closeIdleConnections();
});
