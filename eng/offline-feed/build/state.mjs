// What the feed is made of, and how far it is made.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const source = dirname(dirname(fileURLToPath(import.meta.url)));
const root = join(source, '..', '..');
const artifacts = join(root, 'artifacts');

export const paths = {
  source,
  build: join(artifacts, 'offline-feed-build'),
  feed: join(artifacts, 'offline-feed'),
  marker: join(artifacts, 'offline-feed', 'complete'),
};

const versions = new Map([...readFileSync(join(root, 'Directory.Packages.props'), 'utf8')
  .matchAll(/<PackageVersion Include="([^"]+)" Version="([^"]+)"/g)].map(([, id, version]) => [id, version]));

const npm = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8')).dependencies;

const providerPackage = (provider, id) =>
  ({ id, provider, version: versions.get(id), inputs: ['Pulumi', 'Providers', 'generator', 'package-lock.json'] });

/** The packages; `inputs` are the files and folders that each is made from. */
export const packages = [
  { id: 'Pulumi', version: versions.get('Pulumi'), inputs: ['Pulumi'] },
  providerPackage('azure-native', 'Pulumi.AzureNative'),
  providerPackage('kubernetes', 'Pulumi.Kubernetes'),
  providerPackage('azuread', 'Pulumi.AzureAD'),
  providerPackage('tls', 'Pulumi.Tls'),
];

/** A provider's npm and NuGet packages are two faces of one release. */
export function checkVersions() {
  for (const { id, provider, version } of packages.filter(entry => entry.provider)) {
    const published = npm[`@pulumi/${provider}`];
    if (published !== version) {
      throw new Error(`package.json has @pulumi/${provider} ${published}, but Directory.Packages.props has ${id} ${version}; make them the same`);
    }
  }
}

const shared = ['Directory.Build.props', 'Directory.Packages.props'];

function sha256(parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex');
}

function filesUnder(folder) {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap(entry => entry.isDirectory() ? filesUnder(join(folder, entry.name)) : [join(folder, entry.name)]);
}

const filesOf = name => /\.[a-z]+$/.test(name) ? [join(source, name)] : filesUnder(join(source, name));

// Line ends differ between checkouts; the hash does not.
const contents = names => names.flatMap(filesOf).flatMap(file =>
  [relative(source, file).replaceAll('\\', '/'), readFileSync(file, 'utf8').replaceAll('\r\n', '\n')]);

const manifest = JSON.parse(readFileSync(join(source, 'manifest.json'), 'utf8'));

const fileName = ({ id, version }) => `${id}.${version}.nupkg`;

/** The steps of a build: what each makes, and the hash of what it makes it from. */
const steps = new Map([
  ['npm', { product: join(paths.build, 'node_modules', '.package-lock.json'), hash: () => sha256(contents(['package.json', 'package-lock.json'])) }],
  ...packages.filter(({ provider }) => provider).map(({ id, provider }) => [`generated ${id}`, {
    product: join(paths.build, 'generated', id, 'Utilities.cs'),
    hash: () => sha256([JSON.stringify(manifest[provider]), ...contents(['generator', 'package-lock.json'])]),
  }]),
  ...packages.map(({ id, version, provider, inputs }) => [id, {
    product: join(paths.build, 'packages', fileName({ id, version })),
    hash: () => sha256([version, provider ? JSON.stringify(manifest[provider]) : '', ...contents([...shared, ...inputs])]),
  }]),
]);

/** The stamp of a step, which holds the hash of what the step was last done from. */
export function stamp(name) {
  const { product, hash } = steps.get(name);
  const file = join(paths.build, 'stamps', name.replace(' ', '-'));
  const current = hash();
  return {
    isCurrent: () => existsSync(product) && existsSync(file) && readFileSync(file, 'utf8') === current,
    write() {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, current);
    },
  };
}

export const feedHash = () => sha256(packages.map(({ id }) => steps.get(id).hash()));

/** Whether the feed is complete and made from what is here now. */
export function isCurrent() {
  return existsSync(paths.marker) && packages.every(entry => existsSync(join(paths.feed, fileName(entry))))
    && readFileSync(paths.marker, 'utf8') === feedHash();
}

/**
 * Puts the packages that changed into the feed. The marker goes first and comes back last: until then the feed does not count.
 * Older copies leave the package folder, where NuGet would find them before the feed.
 */
export function publish(hash) {
  rmSync(paths.marker, { force: true });
  mkdirSync(paths.feed, { recursive: true });
  for (const entry of packages) {
    const built = readFileSync(steps.get(entry.id).product);
    const published = join(paths.feed, fileName(entry));
    if (existsSync(published) && readFileSync(published).equals(built)) continue;
    rmSync(join(artifacts, 'packages', entry.id.toLowerCase()), { recursive: true, force: true });
    writeFileSync(published, built);
  }
  writeFileSync(paths.marker, hash);
}
