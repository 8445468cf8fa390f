import { onScopeDispose, watch } from 'vue';

/**
 * The second way to be noticed: the page's title counts what waits and alternates with `call` while the alarm should
 * sound, and the icon of its tab carries the count. Works in a tab nobody looks at, and without any sound.
 */
export function useBadge(look: () => { title: string; call: string; count: number; ringing: boolean }): void {
  const before = document.title;
  let timer: ReturnType<typeof setInterval> | undefined;
  let odd = false;

  function show(): void {
    const { title, call, count, ringing } = look();
    const counted = count > 0 ? `(${count}) ${title}` : title;
    document.title = ringing && odd ? call : counted;
  }

  watch(
    look,
    ({ count, ringing }, was) => {
      if (count !== was?.count) drawIcon(count);
      clearInterval(timer);
      odd = false;
      if (ringing) timer = setInterval(() => ((odd = !odd), show()), 1000);
      show();
    },
    { immediate: true },
  );
  onScopeDispose(() => {
    clearInterval(timer);
    document.title = before;
  });
}

const SIDE = 64;

/** A square of ink with the first character of 值守, and the count in its corner. */
function drawIcon(count: number): void {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = SIDE;
  const pen = canvas.getContext('2d');
  if (!pen) return;
  pen.fillStyle = '#14202b';
  pen.fillRect(0, 0, SIDE, SIDE);
  write(pen, '值', 44, SIDE / 2, SIDE / 2 + 2, '#ffffff');
  if (count > 0) {
    pen.fillStyle = '#b3201a';
    pen.beginPath();
    pen.arc(44, 20, 20, 0, 2 * Math.PI);
    pen.fill();
    write(pen, count > 9 ? '9+' : String(count), 28, 44, 22, '#ffffff');
  }
  const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  if (link) link.href = canvas.toDataURL('image/png');
}

function write(
  pen: CanvasRenderingContext2D,
  text: string,
  size: number,
  x: number,
  y: number,
  colour: string,
): void {
  pen.fillStyle = colour;
  pen.font = `600 ${size}px sans-serif`;
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  pen.fillText(text, x, y);
}
