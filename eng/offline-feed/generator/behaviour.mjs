// What only the JavaScript of a package tells: tokens, constants, defaults, secrets and resource options.
import { lowerFirst } from './names.mjs';

/** { token, constants, defaults, secrets, json, secretOutputs, replaceOnChanges } of a resource or provider. */
export function readResource(declarations, path, name) {
  const { ts } = declarations;
  const behaviour = { constants: new Map(), defaults: new Map(), secrets: new Set(), json: new Set(), secretOutputs: [], replaceOnChanges: [] };
  visit(ts, declarations.parse(`${path}.js`), node => {
    if (ts.isPropertyDeclaration(node) && node.name.text === '__pulumiType') behaviour.token = node.initializer.text;
    if (isInputAssignment(ts, node)) readInput(ts, node.left.argumentExpression.text, node.right, behaviour);
    if (ts.isPropertyAssignment(node) && node.name.text === 'additionalSecretOutputs') behaviour.secretOutputs = strings(node.initializer);
    if (ts.isPropertyAssignment(node) && node.name.text === 'replaceOnChanges') behaviour.replaceOnChanges = strings(node.initializer);
  });
  if (!behaviour.token) throw new Error(`'${name}' has no type token in ${path}.js`);
  return behaviour;
}

/** The token that a function is invoked with. */
export function readFunction(declarations, path, name) {
  const { ts } = declarations;
  let token;
  visit(ts, declarations.parse(`${path}.js`), node => {
    if (ts.isCallExpression(node) && node.expression.getText() === 'pulumi.runtime.invoke') token ??= node.arguments[0].text;
  });
  if (!token) throw new Error(`'${name}' has no invoke token in ${path}.js`);
  return { token };
}

/** The defaults of every nested input type of a package: `storage.SkuArgs` → Map of wire name → default. */
export function readNestedDefaults(declarations, file) {
  const { ts } = declarations;
  const defaults = new Map();
  visit(ts, declarations.parse(file), (node, path) => {
    if (!ts.isFunctionDeclaration(node) || !node.name.text.endsWith('ProvideDefaults')) return;
    const found = new Map();
    visit(ts, node, inner => {
      if (!ts.isPropertyAssignment(inner)) return;
      const value = readDefault(ts, inner.initializer);
      if (value) found.set(inner.name.text, value);
    });
    defaults.set([...path, node.name.text.slice(0, -'ProvideDefaults'.length)].join('.'), found);
  });
  return { of: path => defaults.get(defaultsKey(path)) ?? new Map() };
}

function defaultsKey(path) {
  const parts = path.split('.');
  return [...parts.slice(0, -1), lowerFirst(parts.at(-1))].join('.');
}

// Walks the tree and tells each node the namespaces around it: `var storage; (function (storage) { … })(storage = …)`.
function visit(ts, node, action, path = []) {
  action(node, path);
  const namespace = ts.isCallExpression(node) && ts.isParenthesizedExpression(node.expression)
    && ts.isFunctionExpression(node.expression.expression) && node.expression.expression.parameters[0]?.name.text;
  ts.forEachChild(node, child => visit(ts, child, action, namespace ? [...path, namespace] : path));
}

function isInputAssignment(ts, node) {
  return ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken
    && ts.isElementAccessExpression(node.left) && node.left.expression.getText() === 'resourceInputs';
}

function readInput(ts, wire, value, behaviour) {
  const text = value.getText();
  if (text.endsWith('.apply(JSON.stringify)')) {
    behaviour.json.add(wire);
    value = value.expression.expression.arguments[0];
  }
  if (isLiteral(ts, value)) behaviour.constants.set(wire, literalValue(ts, value));
  const found = readDefault(ts, value);
  if (found) behaviour.defaults.set(wire, found);
  visit(ts, value, node => {
    if (ts.isCallExpression(node) && node.expression.getText() === 'pulumi.secret') behaviour.secrets.add(wire);
  });
}

/** `(args?.x) ?? literal` and `(args?.x) ?? (utilities.getEnv(…) || literal)`: { environment?: [...], value?: literal }. */
function readDefault(ts, node) {
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.QuestionQuestionToken) return undefined;
  let fallback = node.right;
  while (ts.isParenthesizedExpression(fallback)) fallback = fallback.expression;
  if (isLiteral(ts, fallback)) return { value: literalValue(ts, fallback) };
  if (ts.isCallExpression(fallback)) return { environment: strings({ elements: fallback.arguments }) };
  if (ts.isBinaryExpression(fallback)) return { environment: strings({ elements: fallback.left.arguments }), value: literalValue(ts, fallback.right) };
  throw new Error(`the default '${node.getText()}' in ${node.getSourceFile().fileName} is of no known form`);
}

function isLiteral(ts, node) {
  return ts.isStringLiteral(node) || ts.isNumericLiteral(node) || isNegative(ts, node)
    || node.kind === ts.SyntaxKind.TrueKeyword || node.kind === ts.SyntaxKind.FalseKeyword;
}

function isNegative(ts, node) {
  return ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.MinusToken && ts.isNumericLiteral(node.operand);
}

function literalValue(ts, node) {
  if (ts.isStringLiteral(node)) return node.text;
  if (ts.isNumericLiteral(node) || isNegative(ts, node)) return Number(node.getText());
  return node.kind === ts.SyntaxKind.TrueKeyword;
}

const strings = ({ elements }) => elements.map(element => element.text);
