import { parseArgs } from 'node:util';
import { renderKubernetesConf, renderNginxConf } from './cluster/nginxConf.ts';

const USAGE = `Prints deploy/nginx.conf for your processes.

  npx node scripts/nginxConf.ts [--listen <port>] <name>=<ip:port> …
  npx node scripts/nginxConf.ts --kubernetes

Every process runs with PUBLIC_ADDRESS=<public host>/p/<name>. The latter is deploy/k8s/nginx.conf.`;

try {
  const {
    values: { kubernetes, ...values },
    positionals,
  } = parseArgs({
    allowPositionals: true,
    options: { listen: { type: 'string' }, kubernetes: { type: 'boolean', default: false } },
  });
  const upstreams = positionals.map((each) => {
    const [name = '', address = ''] = each.split('=');
    return { name, address };
  });
  process.stdout.write(
    kubernetes ? await renderKubernetesConf() : await renderNginxConf({ upstreams, ...values }),
  );
} catch (error) {
  console.error(`${(error as Error).message}\n\n${USAGE}`);
  process.exitCode = 1;
}
