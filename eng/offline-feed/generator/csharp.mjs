import { enumMemberName, literal } from './names.mjs';

/** Turns the model of types.mjs into C# types, and remembers every nested type that it names on the way. */
export class CSharpTypes {
  #reached = new Map();

  constructor(declarations, provider, doubles) {
    this.declarations = declarations;
    this.provider = provider;
    this.doubles = doubles;
  }

  /** Nested types in the order in which they were reached; naming one while iterating extends the iteration. */
  get reached() {
    return this.#reached.values();
  }

  /** The type of an input property: `Input<string>`, `InputList<T>`, `InputUnion<A, B>`, … without its question mark. */
  input(type, shape, at) {
    switch (type.kind) {
      case 'list': return `InputList<${this.plain(type.of, shape, at)}>`;
      case 'map': return `InputMap<${this.plain(type.of, shape, at)}>`;
      case 'union': return this.#union(type, shape, at, names => `InputUnion<${names}>`, name => `Input<${name}>`);
      case 'any': return this.provider.anyIsJson ? 'InputJson' : 'Input<object>';
      default: return `Input<${this.plain(type, shape, at)}>`;
    }
  }

  /** The type of a value that no input or output wraps. */
  plain(type, shape, at) {
    switch (type.kind) {
      case 'number': return this.doubles.has(at) ? 'double' : 'int';
      case 'any': return this.provider.anyIsJson ? 'global::System.Text.Json.JsonElement' : 'object';
      case 'asset': return 'AssetOrArchive';
      case 'archive': return 'Archive';
      case 'list': return `ImmutableArray<${this.plain(type.of, shape, at)}>`;
      case 'map': return `ImmutableDictionary<string, ${this.plain(type.of, shape, at)}>`;
      case 'union': return this.#union(type, shape, at, names => `Union<${names}>`, name => name);
      case 'object': return this.#reach(type, shape, at);
      case 'enum': return this.#reach(type, 'enum', at);
      default: return type.kind;
    }
  }

  /** A default as a C# expression. */
  defaultValue({ value, environment }, type, at) {
    const constant = value === undefined ? undefined : this.#constant(value, type, at);
    if (!environment) return constant;
    const getter = { bool: 'GetEnvBoolean', number: this.plain(type, 'input', at) === 'double' ? 'GetEnvDouble' : 'GetEnvInt32' }[type.kind] ?? 'GetEnv';
    const read = `Utilities.${getter}(${environment.map(literal).join(', ')})`;
    return constant === undefined ? read : `${read} ?? ${constant}`;
  }

  #constant(value, type, at) {
    if (type.kind !== 'enum') return typeof value === 'string' ? literal(value) : String(value);
    const member = readEnum(this.declarations, this.declarations.type('enums', type.path)).find(m => m.value === value);
    return `${this.#reach(type, 'enum', at)}.${member.name}`;
  }

  #union(type, shape, at, pair, single) {
    const isOutput = shape === 'output' || shape === 'result';
    if (isOutput && type.of.some(part => part.kind === 'enum')) return 'string';
    const names = [...new Set(type.of.map(part => this.plain(part, shape, at)))];
    if (names.length === 1) return single(names[0]);
    return names.length === 2 ? pair(names.join(', ')) : 'object';
  }

  #reach({ from = 'enums', path }, shape, at) {
    const key = `${shape} ${path}`;
    if (!this.#reached.has(key)) this.#reached.set(key, this.#describe(from, path, shape, at));
    return this.#reached.get(key).fullName;
  }

  #describe(from, path, shape, at) {
    const declared = this.declarations.type(from, path);
    if (!declared) throw new Error(`'${at}' names the type '${from}.${path}', which ${this.declarations.folder} does not declare`);
    const module = path.split('.').slice(0, -1).join('.');
    const stem = path.split('.').at(-1);
    const side = { inputs: 'Inputs', outputs: 'Outputs' }[from];
    const namespace = side ? this.provider.nestedNamespace(module, side) : this.provider.namespace(module);
    const name = side ? this.provider.nestedName(stem, shape) : stem;
    return { declared, path, shape, module, stem, namespace, name, fullName: `${namespace}.${name}` };
  }
}

/** The members of a const object that stands for an enum: { name, value }. */
export function readEnum({ ts }, declared) {
  return declared.type.members.map(({ name, type }) => ({
    name: enumMemberName(name.text),
    value: ts.isStringLiteral(type.literal) ? type.literal.text : Number(type.literal.getText()),
  }));
}
