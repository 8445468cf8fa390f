/** Why a backup is not made, not believed or not restored: a sentence in both languages, no stack. */
export class BackupRefused extends Error {
  override name = 'BackupRefused';

  constructor(zh: string, en: string) {
    super(`${zh}\n${en}`);
  }
}
