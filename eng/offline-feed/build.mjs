// node eng/offline-feed/build.mjs [--check]
//
// Builds the packages that the public NuGet feed may lack into artifacts/offline-feed, as far as they are not built yet.
// --check only says whether the feed is current: exit code 0 or 1.
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { feed, markedHash, packages, paths, purge, stamps } from './build/state.mjs';
import { exclusively, run, StepError, step } from './build/steps.mjs';

const dotnetPack = (project, name) => run(name, 'dotnet', ['pack', join(paths.source, project), '-c', 'Release', '-nologo', '-v:minimal', '-m:2']);

async function installInputs() {
  if (stamps.holds('npm')) return;
  await step('Installing the npm packages', async () => {
    for (const file of ['package.json', 'package-lock.json']) cpSync(join(paths.source, file), join(paths.build, file));
    await run('npm', 'npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], paths.build);
    stamps.write('npm');
  });
}

async function generateSources() {
  const stale = packages.filter(({ provider, id }) => provider && !stamps.holds(`generated ${id}`));
  if (stale.length === 0) return;
  await step(`Generating ${stale.map(({ id }) => id).join(', ')}`, async () => {
    const { generate } = await import(pathToFileURL(join(paths.source, 'generator', 'generate.mjs')));
    const manifest = JSON.parse(readFileSync(join(paths.source, 'manifest.json'), 'utf8'));
    for (const { id, provider } of stale) {
      generate({ modules: join(paths.build, 'node_modules'), id: provider, manifest, output: join(paths.build, 'generated', id) });
      stamps.write(`generated ${id}`);
    }
  });
}

async function packRuntime() {
  const { id } = packages[0];
  if (stamps.holds(id)) return;
  await step(`Packing ${id}`, () => dotnetPack(`OnnxRuntime/${id}.csproj`, id));
  stamps.write(id);
}

async function packPulumi() {
  const all = packages.slice(1);
  if (all.every(({ id }) => stamps.holds(id))) return;
  await step('Packing Pulumi and its providers', () => dotnetPack('Providers/Providers.slnx', 'Pulumi'));
  for (const { id } of all) stamps.write(id);
}

async function build() {
  rmSync(paths.marker, { force: true });
  mkdirSync(feed.folder, { recursive: true });
  await installInputs();
  const runtime = packRuntime();
  try {
    await generateSources();
  } finally {
    await runtime;
  }
  await packPulumi();
  purge();
  writeFileSync(paths.marker, feed.hash());
}

async function main([option]) {
  if (option === '--check') {
    const current = markedHash() === feed.hash();
    console.log(`the offline feed is ${current ? 'current' : existsSync(paths.marker) ? 'out of date' : 'not built'}`);
    return current ? 0 : 1;
  }
  if (option !== undefined) {
    console.error(`unknown option '${option}'; usage: node eng/offline-feed/build.mjs [--check]`);
    return 2;
  }
  if (markedHash() === feed.hash()) return 0;
  mkdirSync(paths.build, { recursive: true });
  await exclusively(async () => {
    if (markedHash() !== feed.hash()) await step('Offline feed', build);
  });
  return 0;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof StepError)) error = new StepError(`the offline feed could not be built: ${error.message}`);
  console.error(error.message);
  process.exitCode = 1;
}
