// How names cross from the npm declarations to C#.

const keywords = new Set(`abstract as base bool break byte case catch char checked class const continue decimal default delegate do
  double else enum event explicit extern false finally fixed float for foreach goto if implicit in int interface internal is lock long
  namespace new null object operator out override params private protected public readonly ref return sbyte sealed short sizeof
  stackalloc static string struct switch this throw true try typeof uint ulong unchecked unsafe ushort using virtual void volatile
  while`.split(/\s+/));

export const upperFirst = text => text.charAt(0).toUpperCase() + text.slice(1);

export const lowerFirst = text => text.charAt(0).toLowerCase() + text.slice(1);

/** `x-kubernetes-list-type` reads `xKubernetesListType`, `$ref` reads `ref`. */
const unhyphenate = wire => wire.replace(/^\$/, '').replace(/-+(.)?/g, (_, next = '') => next.toUpperCase());

/** The C# name of the property `wire` on a class whose name without `Args` is `owner`. */
export function propertyName(wire, owner) {
  const name = upperFirst(unhyphenate(wire));
  return name === owner ? `${name}Value` : name;
}

/** The name of a constructor parameter. */
export function parameterName(wire) {
  const name = unhyphenate(wire);
  return keywords.has(name) ? `@${name}` : name;
}

/** An enum member is named by its key, except where C# or the generated struct already owns the name. */
export function enumMemberName(key) {
  const name = upperFirst(key);
  return name === 'Equals' ? 'EqualsValue' : name;
}

/** A C# string literal. JSON's escapes are a subset of C#'s. */
export const literal = text => JSON.stringify(text);
