import { refusal } from '../errors.ts';
import { login } from '../login.ts';
import { DELETE, GET, methodFor, methodList, POST, PUT } from '../method.ts';
import { amount, date, dateTime, flag, integer, list, object, on, table, text } from '../schema.ts';

/** Methods of a small library, with one of everything that a document has to tell. */
const method = methodFor<unknown>();

export const BOOK_NOT_FOUND = refusal('BOOK_NOT_FOUND', 90001, 'not-found', 'There is no such book.');
export const TITLE_MISSING = refusal('TITLE_MISSING', 90002, 'invalid', 'The title is missing.');

const author = object('Author', { Name: text({ required: true }), Born: date() });

const GENRES = ['NOVEL', 'POETRY', 'DRAMA', 'BIOGRAPHY', 'HISTORY', 'SCIENCE', 'COOKERY', 'TRAVEL'] as const;

export const book = object('Book', {
  BookCode: text({ required: true, max: 20 }),
  Title: text({ required: true, max: 200, refusal: TITLE_MISSING, about: 'As it stands on the cover' }),
  State: text({ oneOf: ['IN', 'OUT'] }),
  Genre: text({ oneOf: GENRES }),
  Genres: list(text({ oneOf: GENRES })),
  Pages: integer({ min: 1, max: 5000 }),
  Shelf: integer({ asText: true }),
  Price: amount(),
  Lendable: flag(),
  Bought: dateTime({ readonly: true }),
  Notes: table(),
  Loans: list(table()),
  Grid: list(list(amount())),
  Authors: list(author, { max: 9 }),
  Editor: author,
  Donor: text({ writeonly: true }),
  Remark: text({ sparse: true }),
  Series: text({ noneIsFalse: true, about: 'False when in none' }),
  Writer: text({
    until: '4.0',
    was: ({ Authors }: { Authors: readonly { Name: string | null }[] | null }) => Authors?.[0]?.Name,
  }),
});

const bookOf30 = object('OldBook', { BookCode: text(), Title: text() });

const page = object('Page', { Page: integer({ min: 1 }), Limit: integer({ min: 1, max: 200 }) });

export const getBook = method({
  name: 'getBook',
  aliases: ['getBookByCode'],
  summary: 'Answers a book by its code.',
  params: { bookCode: text({ required: true }) },
  result: book,
  changes: [{ before: '3.1', result: bookOf30, write: (latest) => latest }],
  rest: GET('/books/{bookCode}/'),
  refusals: [BOOK_NOT_FOUND],
  examples: [],
  effect: 'read',
  run: () => Promise.reject(new Error('made up')),
});

const addBook = method({
  name: 'addBook',
  summary: 'Adds a book.',
  params: { book: on(book, { required: true }), quietly: flag({ required: true }) },
  result: text(),
  rest: POST('/books/', {
    body: 'book',
    fixed: { quietly: false },
    status: 201,
    location: (code) => `/books/${code}/`,
  }),
  refusals: [TITLE_MISSING],
  examples: [
    {
      title: 'A novel',
      params: {
        book: { BookCode: 'B1', Title: 'Middlemarch', Price: '12.50', Pages: '800', genre: 'novel' },
        quietly: false,
      },
      answers: 'B1',
    },
    { title: 'No title', params: { book: { BookCode: 'B2' }, quietly: false }, refused: 'TITLE_MISSING' },
    { title: 'Quietly', params: { book: { BookCode: 'B3', Title: 'Emma' }, quietly: true }, answers: 'B3' },
    { title: 'A kept code', params: { book: { BookCode: '$code', Title: 'Emma' }, quietly: false }, answers: 'B4' },
  ],
  effect: 'write',
  run: () => Promise.reject(new Error('made up')),
});

const updateBook = method({
  name: 'updateBook',
  summary: 'Changes a book.',
  versions: { since: '4.0' },
  params: { book: on(book, { required: true }) },
  result: flag(),
  rest: PUT('/books/{BookCode}/', { body: 'book' }),
  refusals: [BOOK_NOT_FOUND, TITLE_MISSING],
  examples: [],
  effect: 'write',
  run: () => Promise.reject(new Error('made up')),
});

const searchBooks = method({
  name: 'searchBooks',
  summary: 'Finds books.',
  params: {
    search: object('BookSearch', {
      Title: text(),
      Genres: list(text({ oneOf: GENRES })),
      BoughtAfter: date(),
      Writer: text({ until: '4.0' }),
      Pagination: page,
    }),
  },
  result: object('BookPage', { Items: list(book), Pagination: page }),
  rest: GET('/books/', { query: 'search' }),
  refusals: [],
  examples: [],
  effect: 'read',
  run: () => Promise.reject(new Error('made up')),
});

const lendBook = method({
  name: 'lendBook',
  summary:
    'Lends a book to a reader for some days, and tells the reader of it by e-mail, unless the reader asked not to be ' +
    'told.',
  params: {
    bookCode: text({ required: true }),
    days: integer({ min: 1 }),
    reader: object('Reader', { Name: text({ required: true }), Email: text() }),
    genre: text({ oneOf: GENRES }),
    remark: text({ max: 20 }),
  },
  result: list(text()),
  rest: POST('/books/{bookCode}/loans/', { body: ['days', 'reader', 'genre', 'remark'] }),
  refusals: [BOOK_NOT_FOUND],
  examples: [{ title: 'A week', params: { bookCode: 'B1', days: 7, reader: { Name: 'Ann' } }, answers: [] }],
  effect: 'write',
  run: () => Promise.reject(new Error('made up')),
});

const removeBook = method({
  name: 'removeBook',
  summary: 'Removes a book.',
  versions: { until: '5.0' },
  params: { bookCode: text({ required: true }) },
  result: flag(),
  rest: DELETE('/books/{bookCode}/'),
  refusals: [BOOK_NOT_FOUND],
  examples: [],
  effect: 'write',
  run: () => Promise.reject(new Error('made up')),
});

const renameBook = method({
  name: 'renameBook',
  summary: 'Gives a book another title, by old title or code.',
  params: { oldTitle: text(), newTitle: text({ required: true }), code: text() },
  result: flag(),
  refusals: [TITLE_MISSING],
  examples: [],
  effect: 'write',
  run: () => Promise.reject(new Error('made up')),
});

export const libraryMethods = methodList([
  login,
  getBook,
  addBook,
  updateBook,
  searchBooks,
  lendBook,
  removeBook,
  renameBook,
]);
