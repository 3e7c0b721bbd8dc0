import { parseArgs } from 'node:util';
import { renderNginxConf } from './cluster/nginxConf.ts';

const USAGE = `Prints deploy/nginx.conf for your processes.

  npx node scripts/nginxConf.ts [--listen <port>] <name>=<ip:port> …

Every process runs with PUBLIC_ADDRESS=<public host>/p/<name>.`;

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { listen: { type: 'string' } },
  });
  const upstreams = positionals.map((each) => {
    const [name = '', address = ''] = each.split('=');
    return { name, address };
  });
  process.stdout.write(await renderNginxConf({ upstreams, ...values }));
} catch (error) {
  console.error(`${(error as Error).message}\n\n${USAGE}`);
  process.exitCode = 1;
}
