import { join } from 'node:path';
import { readFunction, readNestedDefaults, readResource } from './behaviour.mjs';
import { CSharpTypes, readEnum } from './csharp.mjs';
import { argsClass, enumStruct, functionClass, outputClass, resourceClass } from './emit.mjs';
import { propertyName, upperFirst } from './names.mjs';
import { Sources } from './sources.mjs';
import { readDeprecation, readProperties } from './types.mjs';

/** Generates the C# of one package: the resources and functions that a manifest names and every type that they reach. */
export class PackageGenerator {
  constructor(declarations, provider, version, { doubles, secrets }) {
    this.declarations = declarations;
    this.provider = provider;
    this.sources = new Sources(provider, version);
    this.secrets = secrets;
    this.types = new CSharpTypes(declarations, provider, doubles);
    this.nestedDefaults = readNestedDefaults(declarations, join(declarations.folder, 'types', 'input.js'));
  }

  /** File name without extension → lines. */
  run({ resources = [], functions = [] }) {
    for (const entry of resources) this.#resource(...this.#locate(entry, 'resource'));
    for (const entry of functions) this.#function(...this.#locate(entry, 'function'));
    for (const reached of this.types.reached) this.#nested(reached);
    return this.sources.files();
  }

  #locate(entry, what) {
    const parts = this.provider.splitsManifest(entry);
    const [module, name] = parts.length === 1 ? ['', entry] : parts;
    const found = this.declarations.find(module, name);
    if (!found) {
      const folder = join(this.declarations.folder, module);
      throw new Error(`manifest.json names the ${what} '${entry}', which is not declared in ${folder}; ` +
        'write it as the npm package does, for example network:VirtualNetwork, core/v1:Service or Application');
    }
    return [module, name, found];
  }

  #resource(module, name, { path, members }) {
    const behaviour = readResource(this.declarations, path, name);
    const isProvider = name === 'Provider';
    const inputs = this.#inputs(members.get(`${name}Args`), 'input', `${module}.${name}`, name, behaviour);
    const outputs = readProperties(this.declarations, members.get(name))
      .filter(property => !isProvider || property.type.kind === 'string');
    const argsOptional = this.provider.argsAreOptional || inputs.properties.every(property => !property.required);
    const state = members.get(`${name}State`);
    const argsNamespace = this.provider.argsNamespace(module);
    this.sources.add(this.provider.namespace(module), name, resourceClass({
      name,
      token: isProvider ? `pulumi:providers:${behaviour.token}` : behaviour.token,
      baseToken: behaviour.token,
      baseClass: isProvider ? 'global::Pulumi.ProviderResource' : this.provider.baseClass ?? 'global::Pulumi.CustomResource',
      argsType: argsNamespace === this.provider.namespace(module) ? `${name}Args` : `${argsNamespace}.${name}Args`,
      argsOptional,
      constants: isProvider ? [] : inputs.constants,
      properties: this.#outputs(outputs, 'output', `${module}.${name}`, name),
      options: behaviour,
      isProvider,
      hasState: state !== undefined,
      deprecated: readDeprecation(this.declarations, members.get(name)),
    }));
    this.#args(argsNamespace, `${name}Args`, 'ResourceArgs', inputs, this.provider.argsAreOpen && !isProvider);
    if (state) this.#args(argsNamespace, `${name}State`, 'ResourceArgs', this.#inputs(state, 'state', `${module}.${name}`, name, behaviour, false));
  }

  #function(module, wireName, { path, members }) {
    const { token } = readFunction(this.declarations, path, wireName);
    const name = upperFirst(wireName);
    const namespace = this.provider.namespace(module);
    const at = `${module}.${name}`;
    const declared = { plain: members.get(`${name}Args`), lifted: members.get(`${name}OutputArgs`), result: members.get(`${name}Result`) };
    const hasArgs = declared.plain !== undefined;
    const plain = hasArgs && this.#inputs(declared.plain, 'plain', at, name);
    this.sources.add(namespace, name, functionClass({ name, token, hasArgs, argsOptional: hasArgs && plain.properties.every(p => !p.required) }));
    if (hasArgs) {
      this.#args(namespace, `${name}Args`, 'InvokeArgs', plain);
      this.#args(namespace, `${name}InvokeArgs`, 'InvokeArgs', this.#inputs(declared.lifted, 'input', at, name));
    }
    this.sources.add(namespace, `${name}Result`, outputClass({
      name: `${name}Result`,
      properties: this.#outputs(readProperties(this.declarations, declared.result), 'result', at, `${name}Result`),
    }));
  }

  #nested({ declared, path, shape, module, stem, namespace, name }) {
    const owner = stem.replace(/Args$/, '');
    const at = `${module}.${stem.replace(/(Args|Response)$/, '')}`;
    if (shape === 'enum') {
      this.sources.add(namespace, name, enumStruct({ name, members: readEnum(this.declarations, declared) }));
    } else if (shape === 'output' || shape === 'result') {
      this.sources.add(namespace, name, outputClass({ name, properties: this.#outputs(this.#nestedOutputs(declared, path), shape, at, owner) }));
    } else if (this.provider.kindsNest && this.declarations.find(module.replaceAll('.', '/'), stem)) {
      this.#nestedKind(module.replaceAll('.', '/'), stem, namespace, name);
    } else {
      const defaults = this.nestedDefaults.of(path);
      const inputs = this.#inputs(declared, shape, at, this.provider.nestedInputsKeepNames ? '' : owner,
        { constants: new Map(), defaults, secrets: new Set(), json: new Set() });
      this.#args(namespace, name, shape === 'plain' ? 'InvokeArgs' : 'ResourceArgs', inputs, this.provider.argsAreOpen);
    }
  }

  // One class serves a kind as a resource's arguments and inside other kinds: the former's.
  #nestedKind(module, stem, namespace, name) {
    const { path, members } = this.declarations.find(module, stem);
    const inputs = this.#inputs(members.get(`${stem}Args`), 'input', `${module}.${stem}`, stem, readResource(this.declarations, path, stem));
    this.#args(namespace, name, 'ResourceArgs', inputs, this.provider.argsAreOpen);
  }

  // Bridged providers declare outputs that the service fills in as always there; C# keeps them as optional as the inputs are.
  #nestedOutputs(declared, path) {
    const outputs = readProperties(this.declarations, declared);
    const twin = this.provider.outputsFollowInputs && this.declarations.type('inputs', path);
    if (!twin) return outputs;
    const optional = new Set(readProperties(this.declarations, twin).filter(input => input.optional).map(input => input.wire));
    return outputs.map(output => ({ ...output, optional: output.optional || optional.has(output.wire) }));
  }

  #inputs(declared, shape, at, owner, behaviour, withDefaults = true) {
    const described = { constants: [], defaults: [] };
    described.properties = readProperties(this.declarations, declared).map(property => {
      const { wire, type, optional, deprecated } = property;
      const name = this.#name(wire, owner);
      const place = `${at}.${wire}`;
      const constant = behaviour?.constants.get(wire);
      const fallback = withDefaults && behaviour?.defaults.get(wire);
      if (constant !== undefined) described.constants.push([name, JSON.stringify(constant)]);
      if (fallback) described.defaults.push([name, this.types.defaultValue(fallback, type, place)]);
      return {
        wire, name,
        type: shape === 'plain' ? this.#plainInput(type, place) : this.types.input(type, shape, place),
        required: !optional,
        collection: type.kind === 'list' || type.kind === 'map',
        secret: behaviour?.secrets.has(wire) || this.secrets.has(place),
        json: behaviour?.json.has(wire) ?? false,
        deprecated,
      };
    });
    return described;
  }

  #plainInput(type, place) {
    if (type.kind === 'list') return `global::System.Collections.Generic.List<${this.types.plain(type.of, 'plain', place)}>`;
    if (type.kind === 'map') return `global::System.Collections.Generic.Dictionary<string, ${this.types.plain(type.of, 'plain', place)}>`;
    return this.types.plain(type, 'plain', place);
  }

  #outputs(properties, shape, at, owner) {
    return properties.map(({ wire, type, optional }) => {
      const name = this.types.plain(type, shape, `${at}.${wire}`);
      const nullable = optional && this.provider.outputsAreNullable && type.kind !== 'list';
      return { wire, name: this.#name(wire, owner), type: nullable ? `${name}?` : name };
    });
  }

  #name(wire, owner) {
    return this.provider.renamed?.[wire] ?? propertyName(wire, owner);
  }

  #args(namespace, name, baseClass, { properties, defaults }, open = false) {
    this.sources.add(namespace, name, argsClass({ name, baseClass, open, properties, defaults }));
  }
}
