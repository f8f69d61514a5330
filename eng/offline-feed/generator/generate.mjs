// node generate.mjs <node_modules> <provider> <manifest.json> <output folder>
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Declarations } from './declarations.mjs';
import { PackageGenerator } from './package.mjs';
import { providers } from './providers.mjs';

/** Writes one C# file per namespace and returns how many types they hold. */
export function generate({ modules, id, manifest, output }) {
  const provider = providers[id];
  const folder = join(modules, provider.npm);
  const ts = createRequire(join(resolve(modules), '_'))('typescript');
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const facts = { doubles: table('doubles.json', id), secrets: table('secrets.json', id) };
  const namespaces = new PackageGenerator(new Declarations(ts, folder), provider, version, facts).run(manifest[id]);

  rmSync(output, { recursive: true, force: true });
  mkdirSync(output, { recursive: true });
  for (const [namespace, lines] of namespaces) writeFileSync(join(output, `${namespace}.cs`), lines.join('\n') + '\n');
  return [...namespaces.values()].flat().filter(line => /^    public (sealed |static |partial |abstract |readonly )?(class|struct) /.test(line)).length;
}

/** What the npm package does not tell: a set of `module.Type.property`. */
const table = (file, id) => new Set(JSON.parse(readFileSync(join(dirname(fileURLToPath(import.meta.url)), file), 'utf8'))[id]);

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [modules, id, manifest, output] = process.argv.slice(2);
  try {
    console.log(`${generate({ modules, id, manifest: JSON.parse(readFileSync(manifest, 'utf8')), output })} types`);
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}
