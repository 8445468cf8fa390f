/** The product's version, as backups and the API's description name it; the same as in package.json. */
export const VERSION = '0.1.0';
