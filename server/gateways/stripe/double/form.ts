/** A form as Stripe's API takes it: `card[number]=4&expand[0]=customer`. Lists are objects whose names are numbers. */
export type Form = { readonly [name: string]: string | Form };

const UNSAFE = new Set(['__proto__', 'constructor', 'prototype']);

export const parseForm = (text: string): Form => {
  const form: Record<string, string | Form> = {};
  for (const [path, value] of new URLSearchParams(text)) put(form, path.replaceAll(']', '').split('['), value);
  return form;
};

const put = (form: Record<string, string | Form>, path: readonly string[], value: string): void => {
  const [name = '', ...rest] = path;
  if (UNSAFE.has(name)) return;
  const key = name === '' ? String(Object.keys(form).length) : name;
  if (rest.length === 0) {
    form[key] = value;
    return;
  }
  const inner = form[key];
  const held: Record<string, string | Form> = typeof inner === 'object' ? { ...inner } : {};
  put(held, rest, value);
  form[key] = held;
};

/** The text of a member; undefined when it is missing or no text. */
export const textIn = (form: Form, name: string): string | undefined => {
  const value = form[name];
  return typeof value === 'string' ? value : undefined;
};

export const formIn = (form: Form, name: string): Form => {
  const value = form[name];
  return typeof value === 'object' ? value : {};
};

export const listIn = (form: Form, name: string): readonly string[] =>
  Object.values(formIn(form, name)).filter((value) => typeof value === 'string');

/** Metadata: an empty text takes a name away. */
export const metadataAfter = (before: Readonly<Record<string, string>>, form: Form): Record<string, string> => {
  const after = { ...before };
  for (const [name, value] of Object.entries(formIn(form, 'metadata'))) {
    if (value === '') delete after[name];
    else if (typeof value === 'string') after[name] = value;
  }
  return after;
};
