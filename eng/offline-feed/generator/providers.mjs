import { upperFirst } from './names.mjs';

// Namespaces that are more than their module's name with a capital letter.
const azureModules = Object.fromEntries(`AlertsManagement ApiManagement App ApplicationInsights Authorization Cdn CognitiveServices Consumption
  ContainerRegistry ContainerService CostManagement DBforPostgreSQL Dashboard DataProtection Dns EventHub KeyVault
  KubernetesConfiguration Logic MachineLearningServices
  ManagedIdentity Monitor Network OperationalInsights PolicyInsights Portal PrivateDns Resources Security Storage`
  .split(/\s+/).map(name => [name.toLowerCase(), name]));

const kubernetesGroups = { admissionregistration: 'AdmissionRegistration', apiextensions: 'ApiExtensions', apiregistration: 'ApiRegistration',
  flowcontrol: 'FlowControl', storagemigration: 'StorageMigration' };

const upperVersion = version => version.replace(/^v|alpha|beta/g, upperFirst);

function azureNamespace(module) {
  if (module === '') return 'Pulumi.AzureNative';
  const name = azureModules[module];
  if (!name) throw new Error(`the C# namespace of azure-native's module '${module}' is not known; add it to generator/providers.mjs`);
  return `Pulumi.AzureNative.${name}`;
}

function kubernetesNamespace(module, root = 'Pulumi.Kubernetes') {
  if (module === '') return root;
  const [group, ...version] = module.split(/[./]/);
  return [root, kubernetesGroups[group] ?? upperFirst(group), ...version.map(upperVersion)].join('.');
}

const suffixes = { input: 'Args', state: 'GetArgs', output: '', result: 'Result' };

// A provider that Pulumi bridges from Terraform: one module, which the manifest leaves out.
const bridged = (npm, name) => ({
  npm,
  package: name,
  namespace: () => name,
  nestedNamespace: (_, side) => `${name}.${side}`,
  argsNamespace: () => name,
  nestedName: (type, shape) => type + suffixes[shape],
  outputsAreNullable: true,
  outputsFollowInputs: true,
  splitsManifest: entry => [entry],
});

/** What differs between the packages. A nested type's `shape` is input, state, plain, output or result. */
export const providers = {
  'azure-native': {
    npm: '@pulumi/azure-native',
    package: 'Pulumi.AzureNative',
    namespace: azureNamespace,
    nestedNamespace: (module, side) => `${azureNamespace(module)}.${side}`,
    argsNamespace: azureNamespace,
    nestedName: name => name,
    nestedInputsKeepNames: true,
    outputsAreNullable: true,
    splitsManifest: entry => entry.split(':'),
  },
  kubernetes: {
    npm: '@pulumi/kubernetes',
    package: 'Pulumi.Kubernetes',
    namespace: module => kubernetesNamespace(module),
    nestedNamespace: (module, side) => kubernetesNamespace(module || 'provider', `Pulumi.Kubernetes.Types.${side}`),
    argsNamespace: module => kubernetesNamespace(module, module ? 'Pulumi.Kubernetes.Types.Inputs' : undefined),
    nestedName: (name, shape) => name + suffixes[shape],
    baseClass: 'KubernetesResource',
    argsAreOptional: true,
    argsAreOpen: true,
    outputsAreNullable: false,
    anyIsJson: true,
    kindsNest: true,
    renamed: { kubeconfig: 'KubeConfig' },
    splitsManifest: entry => entry.split(':'),
  },
  azuread: bridged('@pulumi/azuread', 'Pulumi.AzureAD'),
  tls: bridged('@pulumi/tls', 'Pulumi.Tls'),
};
