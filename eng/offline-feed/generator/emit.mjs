// C# text. Every function returns one top-level type as lines.
import { literal, parameterName } from './names.mjs';

const indent = lines => lines.map(line => line && `    ${line}`);

const block = (head, body) => [head, '{', ...indent(body), '}'];

const obsolete = deprecated => deprecated === undefined ? [] : [`[global::System.Obsolete(${literal(deprecated)})]`];

/** A class of inputs. `properties`: { wire, name, type, required, collection, secret, json, deprecated }; `defaults`: [name, expression]. */
export function argsClass({ name, baseClass, open, properties, defaults }) {
  return block(`public ${open ? '' : 'sealed '}class ${name} : global::Pulumi.${baseClass}`, [
    ...properties.flatMap(inputProperty),
    ...block(`public ${name}()`, defaults.map(([property, value]) => `${property} = ${value};`)),
    `public static new ${name} Empty => new ${name}();`,
  ]);
}

// The SDKs say that a property is obsolete only where it has a field of its own.
function inputProperty({ wire, name, type, required, collection, secret, json, deprecated }) {
  const attribute = `[Input(${[literal(wire), required && 'required: true', json && 'json: true'].filter(Boolean).join(', ')})]`;
  if (!collection && !secret) {
    const isValue = ['int', 'double', 'bool'].includes(type);
    return [attribute, `public ${type}${required ? '' : '?'} ${name} { get; set; }${required && !isValue ? ' = null!;' : ''}`];
  }
  const field = `_${parameterName(wire).replace('@', '')}`;
  return [
    attribute,
    `private ${type}? ${field};`,
    ...obsolete(deprecated),
    ...block(`public ${type}${collection ? '' : '?'} ${name}`, [
      collection ? `get => ${field} ??= new ${type}();` : `get => ${field};`,
      `set => ${field} = ${secret ? 'value is null ? null : global::Pulumi.Output.CreateSecret(value.ToOutput())' : 'value'};`,
    ]),
  ];
}

/** A class of outputs. `properties`: { wire, name, type }. */
export function outputClass({ name, properties }) {
  const parameters = properties.map(({ wire, type }) => `${type} ${parameterName(wire)}`);
  return ['[OutputType]', ...block(`public sealed class ${name}`, [
    ...properties.map(property => `public readonly ${property.type} ${property.name};`),
    '[OutputConstructor]',
    ...block(`private ${name}(${parameters.join(', ')})`, properties.map(({ wire, name: field }) => {
      const parameter = parameterName(wire);
      return `${field === parameter ? 'this.' : ''}${field} = ${parameter};`;
    })),
  ])];
}

/** A resource or provider. */
export function resourceClass({ name, token, baseToken, baseClass, argsType, argsOptional, constants, properties, options, isProvider, hasState, deprecated }) {
  const optional = argsOptional ? '?' : '';
  const args = constants.length > 0 ? 'MakeArgs(args)' : `args ?? new ${argsType}()`;
  const state = hasState ? `${name}State? state = null, ` : '';
  return [...obsolete(deprecated), `[global::Pulumi.ResourceType(${literal(token)}, Utilities.Version)]`, ...block(`public partial class ${name} : ${baseClass}`, [
    ...properties.flatMap(({ wire, name: property, type }) =>
      [`[Output(${literal(wire)})]`, `public Output<${type}> ${property} { get; private set; } = null!;`]),
    `public ${name}(string name, ${argsType}${optional} args${argsOptional ? ' = null' : ''}, global::Pulumi.CustomResourceOptions? options = null)`,
    `    : base(${literal(baseToken)}, name, ${args}, MakeResourceOptions(options, "")) { }`,
    ...isProvider ? [] : [
      `private ${name}(string name, Input<string> id, ${state}global::Pulumi.CustomResourceOptions? options = null)`,
      `    : base(${literal(baseToken)}, name, ${hasState ? 'state' : 'null'}, MakeResourceOptions(options, id)) { }`,
      `public static ${name} Get(string name, Input<string> id, ${state}global::Pulumi.CustomResourceOptions? options = null)`,
      `    => new ${name}(name, id, ${hasState ? 'state, ' : ''}options);`,
    ],
    ...constants.length === 0 ? [] : block(`private static ${argsType} MakeArgs(${argsType}? args)`, [
      `args ??= new ${argsType}();`,
      ...constants.map(([property, value]) => `args.${property} = ${value};`),
      'return args;',
    ]),
    ...makeOptions(options),
  ])];
}

function makeOptions({ secretOutputs, replaceOnChanges }) {
  const list = (name, items) => items.length === 0 ? [] : [`    ${name} = { ${items.map(literal).join(', ')} },`];
  return block('private static global::Pulumi.CustomResourceOptions MakeResourceOptions(global::Pulumi.CustomResourceOptions? options, Input<string>? id)', [
    'var defaults = new global::Pulumi.CustomResourceOptions',
    '{',
    '    Version = Utilities.Version,',
    ...list('AdditionalSecretOutputs', secretOutputs),
    ...list('ReplaceOnChanges', replaceOnChanges),
    '};',
    'var merged = global::Pulumi.CustomResourceOptions.Merge(defaults, options);',
    'merged.Id = id ?? merged.Id;',
    'return merged;',
  ]);
}

/** The static class of a function. */
export function functionClass({ name, token, hasArgs, argsOptional }) {
  const method = (signature, call) => [`public static ${signature}`, `    => global::Pulumi.Deployment.Instance.${call};`];
  const args = (suffix, optional) => hasArgs ? `${name}${suffix}${optional ? '?' : ''} args${optional ? ' = null' : ''}, ` : '';
  const call = (method, suffix) =>
    `${method}<${name}Result>(${literal(token)}, ${hasArgs ? `args ?? new ${name}${suffix}()` : 'global::Pulumi.InvokeArgs.Empty'}, options.WithDefaults())`;
  return block(`public static class ${name}`, [
    ...method(`global::System.Threading.Tasks.Task<${name}Result> InvokeAsync(${args('Args', argsOptional)}global::Pulumi.InvokeOptions? options = null)`,
      call('InvokeAsync', 'Args')),
    ...method(`Output<${name}Result> Invoke(${args('InvokeArgs', argsOptional)}global::Pulumi.InvokeOptions? options = null)`, call('Invoke', 'InvokeArgs')),
    ...method(`Output<${name}Result> Invoke(${args('InvokeArgs', false)}global::Pulumi.InvokeOutputOptions options)`, call('Invoke', 'InvokeArgs')),
  ]);
}

/** An enum over strings or numbers. */
export function enumStruct({ name, members }) {
  const isText = members.every(({ value }) => typeof value === 'string');
  const type = isText ? 'string' : 'double';
  return ['[EnumType]', ...block(`public readonly struct ${name} : global::System.IEquatable<${name}>`, [
    `private readonly ${type} _value;`,
    `private ${name}(${type} value) => _value = value;`,
    ...members.map(member => `public static ${name} ${member.name} { get; } = new ${name}(${JSON.stringify(member.value)});`),
    `public static bool operator ==(${name} left, ${name} right) => left.Equals(right);`,
    `public static bool operator !=(${name} left, ${name} right) => !left.Equals(right);`,
    `public static explicit operator ${type}(${name} value) => value._value;`,
    `public override bool Equals(object? obj) => obj is ${name} other && Equals(other);`,
    `public bool Equals(${name} other) => ${isText ? 'string.Equals(_value, other._value, global::System.StringComparison.Ordinal)' : '_value == other._value'};`,
    `public override int GetHashCode() => ${isText ? '_value?.GetHashCode() ?? 0' : '_value.GetHashCode()'};`,
    `public override string ToString() => ${isText ? '_value' : '_value.ToString(global::System.Globalization.CultureInfo.InvariantCulture)'};`,
  ])];
}

/** What every package has once. */
export const utilities = (namespace, version) => [
  `namespace ${namespace}`, '{',
  ...indent(block('internal static class Utilities', [
    `public const string Version = ${literal(version)};`,
    'public static string? GetEnv(params string[] names)',
    '    => names.Select(global::System.Environment.GetEnvironmentVariable).FirstOrDefault(value => value is not null);',
    'public static bool? GetEnvBoolean(params string[] names) => GetEnv(names) switch',
    '{',
    '    "1" or "t" or "T" or "true" or "TRUE" or "True" => true,',
    '    "0" or "f" or "F" or "false" or "FALSE" or "False" => false,',
    '    _ => null,',
    '};',
    'public static int? GetEnvInt32(params string[] names) => int.TryParse(GetEnv(names), out var value) ? value : null;',
    'public static double? GetEnvDouble(params string[] names) => double.TryParse(GetEnv(names), out var value) ? value : null;',
    ...['InvokeOptions', 'InvokeOutputOptions'].flatMap(type => block(`public static global::Pulumi.${type} WithDefaults(this global::Pulumi.${type}? options)`, [
      `options ??= new global::Pulumi.${type}();`,
      'options.Version ??= Version;',
      'return options;',
    ])),
  ])),
  '}',
];
