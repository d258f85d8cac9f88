// node scripts/scratch-database.mjs create|drop ADDRESS NAME: an empty database beside the one of the address, and its end.
import pg from 'pg';

const [, , action, address, name] = process.argv;
if (!['create', 'drop'].includes(action ?? '') || !address || !/^[a-z0-9_]+$/.test(name ?? '')) {
  console.error('usage: node scripts/scratch-database.mjs create|drop ADDRESS NAME');
  process.exit(1);
}
const client = new pg.Client({ connectionString: address, connectionTimeoutMillis: 5_000 });
await client.connect();
await client.query(action === 'create' ? `create database ${name}` : `drop database if exists ${name} with (force)`);
await client.end();
if (action === 'create') {
  const own = new URL(address);
  own.pathname = `/${name}`;
  console.log(own.href);
}
