import { sentences } from '../ui/language.ts';

export const words = sentences({
  files: { zh: '附件', en: 'Files' },
  photo: { zh: '照片 {n}', en: 'Photo {n}' },
  openPhoto: { zh: '打开照片 {n}，{time} 收到', en: 'Open photo {n}, arrived {time}' },
  arrived: { zh: '{time} 收到', en: 'arrived {time}' },
  toCome: { zh: '{n} 个附件还没传到', en: '{n} {n|file has|files have} not arrived yet' },
  viewer: { zh: '照片', en: 'Photos' },
  of: { zh: '{n}/{all}', en: '{n} of {all}' },
  next: { zh: '下一张', en: 'Next' },
  previous: { zh: '上一张', en: 'Previous' },
  download: { zh: '下载', en: 'Download' },
  downloadFile: { zh: '下载 {name}（{size}）', en: 'Download {name} ({size})' },
  unnamed: { zh: '未命名文件', en: 'Unnamed file' },
  broken: { zh: '图片没有取到', en: 'The picture could not be fetched' },
  kilobytes: { zh: '{n} KB', en: '{n} kB' },
  megabytes: { zh: '{n} MB', en: '{n} MB' },
});
