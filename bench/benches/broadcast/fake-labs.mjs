// A child process with many tiny HTTP servers: labs that take a notification by POST.
import { createServer } from 'node:http';

const listen = () =>
  new Promise((resolve, reject) => {
    const server = createServer((request, response) => {
      request.resume();
      request.on('end', () => {
        response.setHeader('Content-Type', 'application/json');
        response.end('{"delivered":true}');
      });
    });
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve(server.address().port));
  });

process.on('message', ({ count }) => {
  Promise.all(Array.from({ length: count }, listen)).then(
    ports => process.send({ answer: { ports } }),
    error => process.send({ problem: error.message }),
  );
});
process.on('disconnect', () => process.exit());
