/**
 * What a page reports of an error in it, to `POST /client-errors`: as JSON, every field a text of at
 * most so many characters. What else is sent is dropped; the browser's name the server knows by itself.
 */
export const CLIENT_ERROR_FIELDS = { message: 300, stack: 2000, where: 200, version: 20 } as const;

export type ClientErrorField = keyof typeof CLIENT_ERROR_FIELDS;

export type ClientError = Record<ClientErrorField, string>;
