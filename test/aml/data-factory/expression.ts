/**
 * Reads the expressions of Data Factory: `@` and a function call, with members behind it.
 * https://learn.microsoft.com/azure/data-factory/control-flow-expression-language-functions
 */
export type Expression =
  | { readonly kind: 'literal'; readonly value: string }
  | { readonly kind: 'call'; readonly name: string; readonly of: readonly Expression[] }
  | { readonly kind: 'member'; readonly name: string; readonly of: readonly Expression[] };

/** Functions, with the fewest and the most arguments they take. */
const FUNCTIONS: Readonly<Record<string, readonly [number, number]>> = {
  activity: [1, 1],
  concat: [2, Infinity],
  contains: [2, 2],
  createArray: [1, Infinity],
  equals: [2, 2],
  formatDateTime: [1, 2],
  pipeline: [0, 0],
  trigger: [0, 0],
};

/** @throws Error with the place where it cannot be read */
export function parseExpression(text: string): Expression {
  const tokens = text.slice(1).match(/'(?:[^']|'')*'|\w+|\S/g) ?? [];
  const fail = (): never => {
    throw new Error(`${text} cannot be read before ${tokens.join(' ') || 'its end'}`);
  };
  const take = (wanted: string): void => void (tokens.shift() === wanted || fail());
  const value = (): Expression => {
    const token = tokens.shift() ?? fail();
    if (token.startsWith("'") && token.length > 1) {
      return { kind: 'literal', value: token.slice(1, -1).replaceAll("''", "'") };
    }
    let found = call(token);
    while (tokens[0] === '.') {
      take('.');
      found = { kind: 'member', name: tokens.shift() ?? fail(), of: [found] };
    }
    return found;
  };
  const call = (name: string): Expression => {
    const [fewest, most] = FUNCTIONS[name] ?? fail();
    const of: Expression[] = [];
    take('(');
    while (tokens[0] !== ')') {
      if (of.length > 0) take(',');
      of.push(value());
    }
    take(')');
    return of.length < fewest || of.length > most ? fail() : { kind: 'call', name, of };
  };
  const read = text.startsWith('@') ? value() : fail();
  return tokens.length === 0 ? read : fail();
}

/** The expression and every part of it. */
export function partsOf(expression: Expression): Expression[] {
  return expression.kind === 'literal' ? [expression] : [expression, ...expression.of.flatMap(partsOf)];
}
