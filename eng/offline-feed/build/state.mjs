// What the feed is made of, and how far it is made.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const source = dirname(dirname(fileURLToPath(import.meta.url)));
const artifacts = join(source, '..', '..', 'artifacts');

export const paths = {
  source,
  build: join(artifacts, 'offline-feed-build'),
  feed: join(artifacts, 'offline-feed'),
  marker: join(artifacts, 'offline-feed', 'complete'),
};

const versions = new Map([...readFileSync(join(source, '..', '..', 'Directory.Packages.props'), 'utf8')
  .matchAll(/<PackageVersion Include="([^"]+)" Version="([^"]+)"/g)].map(([, id, version]) => [id, version]));

const shared = ['Directory.Build.props', 'Directory.Packages.props', 'build.mjs', 'build'];

export const packages = [
  { id: 'Microsoft.ML.OnnxRuntime', inputs: ['OnnxRuntime', 'package-lock.json'] },
  { id: 'Pulumi', inputs: ['Pulumi'] },
  ...Object.entries({ 'azure-native': 'Pulumi.AzureNative', kubernetes: 'Pulumi.Kubernetes', azuread: 'Pulumi.AzureAD' })
    .map(([provider, id]) => ({ id, provider, npm: `@pulumi/${provider}`, inputs: ['Pulumi', 'Providers', 'generator', 'package-lock.json'] })),
].map(entry => ({ ...entry, version: versions.get(entry.id) }));

function sha256(...parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex');
}

function* filesUnder(path) {
  if (!existsSync(path)) return;
  const entries = readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    if (entry.isDirectory()) yield* filesUnder(join(path, entry.name));
    else yield join(path, entry.name);
  }
}

function filesOf(names) {
  return names.flatMap(name => /\.[a-z]+$/.test(name) ? [join(source, name)] : [...filesUnder(join(source, name))]);
}

// Line ends differ between checkouts; the hash does not.
const contents = names => filesOf(names).flatMap(file =>
  [relative(source, file).replaceAll('\\', '/'), readFileSync(file, 'utf8').replaceAll('\r\n', '\n')]);

const manifestOf = provider => JSON.stringify(JSON.parse(readFileSync(join(source, 'manifest.json'), 'utf8'))[provider] ?? {});

function hashOf(step) {
  if (step === 'npm') return sha256(...contents(['package.json', 'package-lock.json']));
  if (step.startsWith('generated ')) {
    const { provider } = packages.find(({ id }) => step.endsWith(` ${id}`));
    return sha256(manifestOf(provider), ...contents(['generator', 'package-lock.json']));
  }
  const { provider, inputs, version } = packages.find(({ id }) => id === step);
  return sha256(version, provider ? manifestOf(provider) : '', ...contents([...shared, ...inputs]));
}

const products = {
  npm: () => join(paths.build, 'node_modules', 'typescript', 'package.json'),
  generated: id => join(paths.build, 'generated', id, 'Utilities.cs'),
  package: ({ id, version }) => join(paths.feed, `${id}.${version}.nupkg`),
};

function productOf(step) {
  if (step === 'npm') return products.npm();
  if (step.startsWith('generated ')) return products.generated(step.slice('generated '.length));
  return products.package(packages.find(({ id }) => id === step));
}

const stampOf = step => join(paths.build, 'stamps', step.replace(' ', '-'));

/** One stamp for each step that is done, holding the hash of what it was done from. */
export const stamps = {
  holds: step => existsSync(productOf(step)) && existsSync(stampOf(step)) && readFileSync(stampOf(step), 'utf8') === hashOf(step),
  write(step) {
    mkdirSync(dirname(stampOf(step)), { recursive: true });
    writeFileSync(stampOf(step), hashOf(step));
  },
};

export const feed = {
  folder: paths.feed,
  hash: () => sha256(...packages.flatMap(({ id }) => [id, hashOf(id)])),
};

/** The hash that the feed was completed with, if all of its packages are still there. */
export function markedHash() {
  if (!existsSync(paths.marker) || !packages.every(entry => existsSync(products.package(entry)))) return undefined;
  return readFileSync(paths.marker, 'utf8');
}

/** Takes older copies of the packages out of the package folder, where NuGet would find them before the feed. */
export function purge() {
  for (const { id } of packages) rmSync(join(artifacts, 'packages', id.toLowerCase()), { recursive: true, force: true });
}
