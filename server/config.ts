import { tmpdir } from 'node:os';
import { resolve, sep } from 'node:path';
import { z } from 'zod';

const flag = z.stringbool().default(false);
const megabytes = (value: number) => value * 1024 * 1024;

/**
 * The settings, each an environment variable, read once. The README lists them; a test compares the two.
 * What differs from office to office but is part of the work (deadlines, alarm level, map) is not here: it is a
 * setting of the unit, changed on the screen and kept in the journal.
 */
const settings = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATA_DIR: z.string().min(1).default('data'),
  FILES_DIR: z.string().min(1).optional(),
  ANCHOR_DIR: z.string().min(1).optional(),
  BACKUP_DIR: z.string().min(1).optional(),
  BACKUP_COPY_COMMAND: z.string().min(1).optional(),
  MONGODB_URI: z
    .string()
    .regex(/^mongodb(\+srv)?:\/\//, 'must begin with mongodb:// or mongodb+srv://')
    .optional(),
  ALLOW_STANDALONE: flag,
  SETUP_CODE: z.string().min(6).max(40).optional(),
  TZ_NAME: z
    .string()
    .refine(isZone, 'must be an IANA time zone such as Asia/Shanghai')
    .default('Asia/Shanghai'),
  PUBLIC_ORIGINS: z.string().default('').transform(list),
  TRUST_PROXY: z.coerce.number().int().min(0).max(5).default(0),
  METRICS_TOKEN: z.string().min(16, 'must have 16 characters or more').max(200).optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  FILES_QUOTA_MB: z.coerce.number().int().min(10).default(20_480).transform(megabytes),
  DISK_WARN_MB: z.coerce.number().int().min(1).default(500).transform(megabytes),
  DISK_STOP_MB: z.coerce.number().int().min(1).default(200).transform(megabytes),
  SECURITY_LOG_DAYS: z.coerce
    .number()
    .int()
    .min(184, 'must be at least 184: the law asks for six months')
    .max(3_660)
    .default(400),
  STORE_NO_SYNC: flag,
});

export type Config = Readonly<z.infer<typeof settings>> & {
  readonly filesDir: string;
  readonly dataDir: string;
  /** Where the signed heads of the journal lie; null for data among the temporary files, which is thrown away. */
  readonly anchorDir: string | null;
  readonly backupDir: string;
};

/**
 * Parses the environment.
 *
 * @throws Error with one readable line per wrong setting
 */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const result = settings.safeParse(environment);
  if (!result.success) {
    const lines = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`The settings are wrong:\n${lines.join('\n')}\nREADME.md lists every setting.`);
  }
  const config = result.data;
  if (config.STORE_NO_SYNC && !resolve(config.DATA_DIR).startsWith(tmpdir() + sep)) {
    throw new Error(
      'STORE_NO_SYNC is for throw-away data: DATA_DIR must lie in the folder for temporary files',
    );
  }
  if (config.DISK_STOP_MB > config.DISK_WARN_MB) {
    throw new Error('The settings are wrong:\n  DISK_STOP_MB: must not be more than DISK_WARN_MB');
  }
  const dataDir = resolve(config.DATA_DIR);
  if (config.ANCHOR_DIR && (resolve(config.ANCHOR_DIR) + sep).startsWith(dataDir + sep)) {
    throw new Error('The settings are wrong:\n  ANCHOR_DIR: must not lie inside DATA_DIR');
  }
  return {
    ...config,
    dataDir,
    filesDir: config.FILES_DIR ? resolve(config.FILES_DIR) : resolve(dataDir, 'files'),
    anchorDir: anchorDirOf(config.ANCHOR_DIR, dataDir),
    backupDir: resolve(config.BACKUP_DIR ?? `${dataDir}-backups`),
  };
}

/** Beside the data folder, not in it: whoever gets hold of the data alone cannot sign for it. */
export function anchorDirOf(given: string | undefined, dataDir: string): string | null {
  if (given !== undefined) return resolve(given);
  return dataDir.startsWith(tmpdir() + sep) ? null : `${dataDir}-anchors`;
}

/** The names of all settings, for the test that compares them with the README. */
export const SETTING_NAMES = Object.keys(settings.shape);

function list(value: string): string[] {
  return value
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).format(0) !== '';
  } catch (problem) {
    if (problem instanceof RangeError) return false;
    throw problem;
  }
}
