// node eng/offline-feed/build.mjs [--check]
//
// Builds the packages that the public NuGet feed may lack into artifacts/offline-feed, as far as they are not built yet.
// --check only says whether the feed is current: exit code 0 or 1.
import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkVersions, feedHash, isCurrent, packages, paths, publish, stamp } from './build/state.mjs';
import { exclusively, report, run, StepError } from './build/steps.mjs';

const providers = packages.filter(({ provider }) => provider);

const pack = (project, name) =>
  run(name, 'dotnet', ['pack', join(paths.source, project), '-c', 'Release', '-nologo', '-v:minimal', '-m:2']);

/** Does `action` unless every one of `steps` is stamped as done, from what they are made of now. */
async function once(steps, what, action) {
  const stale = steps.map(stamp).filter(({ isCurrent }) => !isCurrent());
  if (stale.length === 0) return;
  report(`offline feed: ${what}`);
  await action();
  for (const { write } of stale) write();
}

const installInputs = () => once(['npm'], 'downloading the npm packages (160 MB)', async () => {
  for (const file of ['package.json', 'package-lock.json']) cpSync(join(paths.source, file), join(paths.build, file));
  await run('npm', 'npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], paths.build);
});

async function generateSources() {
  const { generate } = await import(pathToFileURL(join(paths.source, 'generator', 'generate.mjs')));
  const manifest = JSON.parse(readFileSync(join(paths.source, 'manifest.json'), 'utf8'));
  for (const { id, provider } of providers) {
    await once([`generated ${id}`], `generating ${id}`, () =>
      generate({ modules: join(paths.build, 'node_modules'), id: provider, manifest, output: join(paths.build, 'generated', id) }));
  }
}

const packSdks = () => once(packages.map(({ id }) => id), 'compiling Pulumi and its providers', () => pack('Providers/Providers.slnx', 'Pulumi'));

async function build() {
  const hash = feedHash();
  await installInputs();
  await generateSources();
  await packSdks();
  publish(hash);
  report('offline feed: complete');
}

function check() {
  const current = isCurrent();
  console.log(`the offline feed is ${current ? 'current' : existsSync(paths.marker) ? 'out of date' : 'not built'}`);
  return current ? 0 : 1;
}

async function main([option]) {
  if (option === '--check') return check();
  if (option !== undefined) {
    console.error(`unknown option '${option}'; usage: node eng/offline-feed/build.mjs [--check]`);
    return 2;
  }
  if (isCurrent()) return 0;
  checkVersions();
  mkdirSync(paths.build, { recursive: true });
  await exclusively(async () => {
    if (!isCurrent()) await build();
  });
  return 0;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof StepError ? error.message : `the offline feed could not be built: ${error.message}`);
  process.exitCode = 1;
}
