// Reads the type of a declared property into a small model:
//   { kind: 'string' | 'bool' | 'number' | 'any' | 'asset' | 'archive' }, { kind: 'list' | 'map', of }, { kind: 'union', of: [...] },
//   { kind: 'object', from: 'inputs' | 'outputs', path }, { kind: 'enum', path };
// a literal type is a string, bool or number with `value`.

export class UnsupportedTypeError extends Error {}

/** The members of an interface or class that carry data: { wire, type, optional, deprecated }. */
export function readProperties(declarations, declared) {
  const { ts } = declarations;
  return declared.members
    .filter(member => (ts.isPropertySignature(member) || ts.isPropertyDeclaration(member)) && !isStatic(ts, member))
    .map(member => readProperty(declarations, member));
}

function isStatic(ts, member) {
  return member.modifiers?.some(modifier => modifier.kind === ts.SyntaxKind.StaticKeyword) ?? false;
}

function readProperty(declarations, member) {
  const { type, optional } = readType(declarations, member.type, member);
  return {
    wire: member.name.text,
    type,
    optional: optional || member.questionToken !== undefined,
    deprecated: readDeprecation(declarations, member),
  };
}

/** The words after `@deprecated` in the comment on a declaration, if it has them. */
export function readDeprecation({ ts }, node) {
  const tag = ts.getJSDocDeprecatedTag(node);
  return tag && (ts.getTextOfJSDocComment(tag.comment) ?? '');
}

function readType(declarations, node, member) {
  const { ts } = declarations;
  if (ts.isParenthesizedTypeNode(node)) return readType(declarations, node.type, member);
  if (isReferenceTo(ts, node, 'pulumi.Input') || isReferenceTo(ts, node, 'pulumi.Output'))
    return readType(declarations, node.typeArguments[0], member);
  if (!ts.isUnionTypeNode(node)) return { type: readSingle(declarations, node, member), optional: false };

  const members = node.types.filter(part => part.kind !== ts.SyntaxKind.UndefinedKeyword);
  return { type: union(members.map(part => readType(declarations, part, member).type)), optional: members.length < node.types.length };
}

function union(parts) {
  if (parts.length === 1) return parts[0];
  if (parts.every(part => part.kind === 'asset' || part.kind === 'archive')) return { kind: 'asset' };
  return { kind: 'union', of: parts };
}

function readSingle(declarations, node, member) {
  const { ts } = declarations;
  const of = inner => readType(declarations, inner, member).type;
  switch (node.kind) {
    case ts.SyntaxKind.StringKeyword: return { kind: 'string' };
    case ts.SyntaxKind.BooleanKeyword: return { kind: 'bool' };
    case ts.SyntaxKind.NumberKeyword: return { kind: 'number' };
    case ts.SyntaxKind.AnyKeyword: return { kind: 'any' };
    case ts.SyntaxKind.ArrayType: return { kind: 'list', of: of(node.elementType) };
    case ts.SyntaxKind.LiteralType: return readLiteral(declarations, node, member);
    case ts.SyntaxKind.TypeReference: return readReference(declarations, node, member);
    case ts.SyntaxKind.TypeLiteral:
      if (node.members.length === 1 && ts.isIndexSignatureDeclaration(node.members[0]))
        return { kind: 'map', of: of(node.members[0].type) };
  }
  throw unsupported(declarations, node, member);
}

function readLiteral(declarations, { literal }, member) {
  const { ts } = declarations;
  if (ts.isStringLiteral(literal)) return { kind: 'string', value: literal.text };
  if (ts.isNumericLiteral(literal)) return { kind: 'number', value: Number(literal.text) };
  if (literal.kind === ts.SyntaxKind.TrueKeyword) return { kind: 'bool', value: true };
  if (literal.kind === ts.SyntaxKind.FalseKeyword) return { kind: 'bool', value: false };
  throw unsupported(declarations, literal, member);
}

function readReference(declarations, node, member) {
  const path = node.typeName.getText();
  if (path === 'pulumi.asset.Asset') return { kind: 'asset' };
  if (path === 'pulumi.asset.Archive') return { kind: 'archive' };
  const dot = path.indexOf('.');
  const from = path.slice(0, dot);
  if (from === 'enums') return { kind: 'enum', path: path.slice(dot + 1) };
  if (from === 'inputs' || from === 'outputs') return { kind: 'object', from, path: path.slice(dot + 1) };
  throw unsupported(declarations, node, member);
}

function isReferenceTo(ts, node, name) {
  return ts.isTypeReferenceNode(node) && node.typeName.getText() === name;
}

function unsupported(declarations, node, member) {
  const owner = member.parent.name.text;
  return new UnsupportedTypeError(`the type '${node.getText()}' of '${owner}.${member.name.text}' has no known C# form: ` +
    `${declarations.locate(member)}; teach generator/types.mjs the form or take the resource out of manifest.json`);
}
