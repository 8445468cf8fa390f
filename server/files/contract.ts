import type { Readable } from 'node:stream';

const MB = 1024 * 1024;

/** The most bytes an upload may have, by what it is. */
export const UPLOAD_LIMITS = { photo: 8 * MB, document: 64 * MB, layer: 5 * MB } as const;

/** How much may be stored. All in bytes. */
export interface Allowance {
  /** Of all files together. */
  readonly total: number;
  /** Of one uploader within 24 hours. */
  readonly daily: number;
  /** What must stay free on the disk: the database writes there as well. */
  readonly free: number;
}
export const ALLOWANCE: Allowance = { total: 20 * 1024 * MB, daily: 500 * MB, free: 500 * MB };

/** The two sizes of a photo: at most 1920 and at most 320 pixels on the long side. */
export type Size = 'full' | 'small';

/** What a stored file belongs to: a report, or a layer of the map. */
export type Of = 'report' | 'layer';

/**
 * A file that is stored. `id` was made by the client and is what a report names; `hash` is the sha-256 of the bytes
 * as they are stored (a photo is re-encoded before), in hex. `bytes` are those of the full size.
 */
export interface FileRow {
  readonly id: string;
  readonly book: string;
  readonly of: Of;
  readonly rowId: string;
  readonly uploaderId: string;
  readonly hash: string;
  readonly media: string;
  readonly bytes: number;
  /** In pixels; null for what is not a photo. */
  readonly width: number | null;
  readonly height: number | null;
  readonly name: string | null;
  /** When it was stored, ISO 8601 in UTC. */
  readonly at: string;
}

/** Bytes that somebody sends, with what was claimed of them. */
export interface Upload {
  readonly id: string;
  readonly book: string;
  readonly of: Of;
  readonly rowId: string;
  readonly uploaderId: string;
  readonly name: string | null;
  /** The announced number of bytes; undefined when the sender did not say. */
  readonly length: number | undefined;
  readonly stream: Readable;
}

/** `fresh` when this upload stored it, false when it was there before. */
export interface Kept {
  readonly row: FileRow;
  readonly fresh: boolean;
}

/** How much is stored, against what may be. */
export interface Usage {
  readonly bytes: number;
  readonly files: number;
  readonly total: number;
  readonly diskFree: number;
}

/** Why bytes are not taken or not given. Which of them are worth a repeat, the HTTP statuses say. */
export const fileRefusals = {
  'file.malformed': { zh: '文件编号不对', en: 'That is not the id of a file' },
  'file.not-allowed': { zh: '您的岗位不能上传这类文件', en: 'Your post may not upload this' },
  'file.unknown': { zh: '没有这个文件', en: 'There is no such file' },
  'file.report-not-yet': {
    zh: '这条报告还没有送到，稍后自动重传',
    en: 'The report has not arrived yet: sent again by itself',
  },
  'file.report-archived': {
    zh: '这条报告已归档，不能再加文件；请另报或告诉值班台',
    en: 'The report is archived and takes no more files: report anew or tell the duty desk',
  },
  'file.id-reused': { zh: '同一编号已用于另一个文件', en: 'This id was used for another file already' },
  'file.empty': { zh: '文件是空的', en: 'The file is empty' },
  'file.cut-off': { zh: '上传中断，稍后自动重传', en: 'The upload broke off: sent again by itself' },
  'file.encoded': { zh: '不接受压缩传输的文件', en: 'Send the bytes as they are, without an encoding' },
  'file.too-large': { zh: '文件过大，最多{limit}MB', en: 'The file is too large: at most {limit} MB' },
  'file.too-many-pixels': {
    zh: '图片像素过多，最多4000万',
    en: 'The picture has too many pixels: at most 40 million',
  },
  'file.kind': {
    zh: '不支持这种文件。可用：JPEG、PNG、WebP 照片，PDF、Word、Excel、UTF-8 文本，MP4、MOV、WebM、3GP 视频',
    en: 'This kind of file is not taken. Photos: JPEG, PNG, WebP. Documents: PDF, Word, Excel, UTF-8 text. Video: MP4, MOV, WebM, 3GP',
  },
  'file.unreadable': {
    zh: '图片损坏，打不开，请重新拍照或另存后再传',
    en: 'The picture is damaged and cannot be opened: take it again or save it anew',
  },
  'file.layer': {
    zh: '不是有效的 GeoJSON 图层（FeatureCollection，经纬度坐标）',
    en: 'Not a valid GeoJSON layer (a FeatureCollection in degrees of longitude and latitude)',
  },
  'file.layer-too-many': {
    zh: '图层的点过多，最多2万个，请先简化',
    en: 'The layer has too many points: at most 20,000. Simplify it first',
  },
  'file.daily': {
    zh: '今天上传的文件已达上限，请明天再传',
    en: 'You have uploaded as much as one may in a day: try again tomorrow',
  },
  'file.quota': {
    zh: '文件总空间已满，请联系管理员',
    en: 'The space for files is used up: tell the administrator',
  },
  'file.disk': {
    zh: '服务器磁盘空间不足，请联系管理员',
    en: 'The server is short of disk space: tell the administrator',
  },
  'file.busy': { zh: '正在处理的图片太多，稍后自动重传', en: 'Too many files at once: sent again by itself' },
} as const;

export type FileRefusal = keyof typeof fileRefusals;
