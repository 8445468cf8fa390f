import type { Doc } from './values/bson.ts';

/** A refusal in MongoDB's own words and numbers; it becomes the command's reply. */
export class MongoFault extends Error {
  readonly code: number;
  readonly more: Doc;

  /** @param more further fields of the reply, e.g. `keyPattern` and `keyValue` of a duplicate key */
  constructor(code: number, message: string, more: Doc = {}) {
    super(message);
    this.code = code;
    this.more = more;
  }

  get codeName(): string {
    return codeNames[this.code] ?? `Location${this.code}`;
  }

  /** The reply of a command that failed as a whole. */
  get reply(): Doc {
    return { ok: 0, errmsg: this.message, code: this.code, codeName: this.codeName, ...this.more };
  }
}

/** Throws a refusal. */
export function fault(code: number, message: string, more?: Doc): never {
  throw new MongoFault(code, message, more);
}

/** A write or commit that the storage could not do; `diskFull` when that is why. */
export class StorageError extends Error {
  readonly diskFull: boolean;

  constructor(cause: unknown, diskFull: boolean) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.diskFull = diskFull;
  }
}

/** MongoDB's numbers (src/mongo/base/error_codes.yml) for what this store answers. */
export const code = {
  internalError: 1,
  badValue: 2,
  failedToParse: 9,
  typeMismatch: 14,
  invalidBson: 22,
  namespaceNotFound: 26,
  indexNotFound: 27,
  pathNotViable: 28,
  conflictingUpdateOperators: 40,
  cursorNotFound: 43,
  namespaceExists: 48,
  maxTimeMsExpired: 50,
  dollarPrefixedFieldName: 52,
  emptyFieldName: 56,
  immutableField: 66,
  cannotCreateIndex: 67,
  invalidOptions: 72,
  invalidNamespace: 73,
  indexOptionsConflict: 85,
  indexKeySpecsConflict: 86,
  cannotIndexParallelArrays: 171,
  indexBuildAborted: 276,
  sortTooLarge: 292,
  objectTooLarge: 10334,
  duplicateKey: 11000,
  interruptedAtShutdown: 11600,
  outOfDiskSpace: 14031,
} as const;

const codeNames: Record<number, string> = {
  1: 'InternalError',
  2: 'BadValue',
  9: 'FailedToParse',
  14: 'TypeMismatch',
  20: 'IllegalOperation',
  22: 'InvalidBSON',
  26: 'NamespaceNotFound',
  27: 'IndexNotFound',
  28: 'PathNotViable',
  40: 'ConflictingUpdateOperators',
  43: 'CursorNotFound',
  48: 'NamespaceExists',
  50: 'MaxTimeMSExpired',
  52: 'DollarPrefixedFieldName',
  56: 'EmptyFieldName',
  59: 'CommandNotFound',
  66: 'ImmutableField',
  67: 'CannotCreateIndex',
  72: 'InvalidOptions',
  73: 'InvalidNamespace',
  85: 'IndexOptionsConflict',
  86: 'IndexKeySpecsConflict',
  115: 'CommandNotSupported',
  168: 'InvalidPipelineOperator',
  171: 'CannotIndexParallelArrays',
  276: 'IndexBuildAborted',
  292: 'QueryExceededMemoryLimitNoDiskUseAllowed',
  10334: 'BSONObjectTooLarge',
  11000: 'DuplicateKey',
  11600: 'InterruptedAtShutdown',
  14031: 'OutOfDiskSpace',
};
