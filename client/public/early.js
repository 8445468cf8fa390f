/*
 * Asks for the rows and for who I am while the page is still loading its scripts: on a slow phone this saves a
 * second and more. client/live and client/account take the answers up; a failed one they ask for again.
 */
(function () {
  var book = new URLSearchParams(location.search).get('book') || 'real';
  var ask = function (path) {
    var answer = fetch(path, { credentials: 'same-origin', cache: 'no-store' });
    answer.catch(function () {});
    return answer;
  };
  window.zhishouEarly = {
    book: book,
    session: ask('/api/session'),
    snapshot: ask('/api/snapshot?book=' + encodeURIComponent(book)),
  };
})();
