import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { lowerFirst } from './names.mjs';

/** The type declarations of one npm package, read with the compiler's own parser and looked up by name. */
export class Declarations {
  #files = new Map();
  #scopes = new Map();

  constructor(ts, folder) {
    this.ts = ts;
    this.folder = folder;
  }

  /** Finds the resource or function `name` of `module` (`''` is the package's root) and the path of its file, without extension. */
  find(module, name) {
    const path = join(this.folder, module, lowerFirst(name));
    if (!existsSync(`${path}.d.ts`)) return undefined;
    const members = this.#members(this.parse(`${path}.d.ts`));
    return members.has(name) ? { path, members } : undefined;
  }

  /** The declaration that `path` (`storage.SkuArgs`, `core.v1.PodSpec`) names in types/input, types/output or types/enums. */
  type(kind, path) {
    const parts = path.split('.');
    const name = parts.pop();
    if (kind === 'enums') {
      const file = join(this.folder, 'types', 'enums', ...parts, 'index.d.ts');
      return existsSync(file) ? this.#members(this.parse(file)).get(name) : undefined;
    }
    const file = join(this.folder, 'types', kind === 'inputs' ? 'input.d.ts' : 'output.d.ts');
    return this.#scope(file, parts)?.get(name);
  }

  /** Where a declaration stands, for messages. */
  locate(node) {
    return `${node.getText().split('\n')[0].trim()} (${relative(this.folder, node.getSourceFile().fileName)})`;
  }

  parse(file) {
    if (!this.#files.has(file)) {
      const text = readFileSync(file, 'utf8');
      this.#files.set(file, this.ts.createSourceFile(file, text, this.ts.ScriptTarget.Latest, true));
    }
    return this.#files.get(file);
  }

  #scope(file, namespaces) {
    const key = [file, ...namespaces].join('\n');
    if (!this.#scopes.has(key)) {
      let container = this.parse(file);
      for (const namespace of namespaces) container = container && this.#namespace(container, namespace);
      this.#scopes.set(key, container && this.#members(container));
    }
    return this.#scopes.get(key);
  }

  #namespace(container, name) {
    const found = container.statements.find(s => this.ts.isModuleDeclaration(s) && s.name.text === name);
    return found?.body;
  }

  #members(container) {
    const { ts } = this;
    const members = new Map();
    for (const statement of container.statements) {
      if (ts.isVariableStatement(statement)) {
        for (const declared of statement.declarationList.declarations) members.set(declared.name.text, declared);
      } else if (statement.name && !ts.isTypeAliasDeclaration(statement) && !members.has(statement.name.text)) {
        members.set(statement.name.text, statement);
      }
    }
    return members;
  }
}
