/** TypeScript text in the form that the formatter of this repository gives it. */

const WIDTH = 120;

export const quoted = (text: string): string => {
  const escaped = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"');
  return escaped.includes("'") && !escaped.includes('"') ? `"${escaped}"` : `'${escaped.replaceAll("'", "\\'")}'`;
};

/** A list behind `head` in one line, or with one entry a line when that would be too long. */
export const listed = (head: string, entries: readonly string[], tail: string): string => {
  const flat = `${head}[${entries.join(', ')}]${tail}`;
  if (flat.length <= WIDTH) return `${flat}\n`;
  return `${head}[\n${entries.map((entry) => `  ${entry},\n`).join('')}]${tail}\n`;
};

/** A method of an interface, with one parameter a line when it is too long. */
export const callable = (indent: string, name: string, params: readonly string[], tail: string): string => {
  const flat = `${indent}${name}(${params.join(', ')})${tail}`;
  if (flat.length <= WIDTH || params.length === 0) return `${flat}\n`;
  return `${indent}${name}(\n${params.map((param) => `${indent}  ${param},\n`).join('')}${indent})${tail}\n`;
};

export const property = (name: string, mark: '' | '?', nulls: string, type: string): string => {
  const key = /^[A-Za-z_$][\w$]*$/.test(name) ? name : quoted(name);
  const flat = `  readonly ${key}${mark}: ${type}${nulls};`;
  if (flat.length <= WIDTH) return `${flat}\n`;
  const parts = `${type}${nulls}`.split(' | ');
  return `  readonly ${key}${mark}:\n${parts.map((part) => `    | ${part}`).join('\n')};\n`;
};

/** The right side of a type that is a choice; `used` characters of its first line are taken. */
export const alternatives = (words: readonly string[], used: number): string => {
  const flat = ` ${words.join(' | ')};`;
  if (used + flat.length <= WIDTH) return `${flat}\n`;
  return `\n${words.map((word) => `  | ${word}`).join('\n')};\n`;
};

/** A doc comment, in several lines when it is long. */
export const comment = (indent: string, sentence: string): string => {
  const safe = sentence.replaceAll('*/', '* /').replaceAll(/\s+/g, ' ').trim();
  const flat = `${indent}/** ${safe} */`;
  if (flat.length <= WIDTH) return `${flat}\n`;
  const lines: string[] = [];
  for (const word of safe.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && indent.length + 3 + last.length + 1 + word.length <= WIDTH) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else lines.push(word);
  }
  return `${indent}/**\n${lines.map((line) => `${indent} * ${line}\n`).join('')}${indent} */\n`;
};
