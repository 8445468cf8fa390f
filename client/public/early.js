// Before the first paint: the chosen theme. Meanwhile: who am I, and the rows; client/live takes the answers up.
(function () {
  var root = document.documentElement;
  var known = true;
  try {
    // Nobody, or a session that is over by its own word, is answered with a no: not asked then.
    var kept = JSON.parse(localStorage.getItem('account.session'));
    known = kept !== null && !(Date.parse(kept.expiresAt) < Date.now());
    var theme = localStorage.getItem('ui.theme');
    var night = matchMedia('(prefers-color-scheme: dark)').matches;
    root.setAttribute('data-theme', theme === 'dark' || (theme !== 'light' && night) ? 'dark' : 'light');
    root.lang = localStorage.getItem('ui.language') === 'en' ? 'en' : 'zh-CN';
  } catch {
    root.setAttribute('data-theme', 'light');
  }
  var book = new URLSearchParams(location.search).get('book') || 'real';
  var ask = function (path) {
    var answer = fetch(path, { credentials: 'same-origin', cache: 'no-store' });
    answer.catch(function () {});
    return answer;
  };
  window.zhishouEarly = { book: book, session: ask('/api/session') };
  if (known) window.zhishouEarly.snapshot = ask('/api/snapshot?book=' + encodeURIComponent(book));
})();
