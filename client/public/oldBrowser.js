/* Only a browser that cannot run this product's scripts loads this: it says so, in place of an empty page. */
(function () {
  var box = document.getElementById('app') || document.body;
  var line = document.createElement('p');
  line.appendChild(
    document.createTextNode(
      '这个浏览器太旧，或处于“兼容模式”。请切换到“极速模式”，或换用较新的浏览器。 ' +
        'This browser is too old or in compatibility mode: switch to its fast mode or use a newer one.',
    ),
  );
  box.appendChild(line);
})();
