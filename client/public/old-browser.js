/* For browsers that are too old (client/src/platform/oldest-browsers.ts) and pages that did not begin. */
(() => {
  var OLD = {
    en: "This browser is too old for Quickpong. Please update it.",
    de: "Dieser Browser ist zu alt für Quickpong. Bitte aktualisiere ihn.",
    es: "Este navegador es demasiado antiguo para Quickpong. Actualízalo.",
    fr: "Ce navigateur est trop ancien pour Quickpong. Mets-le à jour.",
    pt: "Este navegador é antigo demais para o Quickpong. Atualize-o.",
    ru: "Этот браузер слишком стар для Quickpong. Обновите его.",
    ja: "このブラウザーは古すぎて Quickpong を動かせません。更新してください。",
    zh: "此浏览器太旧，无法运行 Quickpong。请更新。",
  };
  var NOT_LOADED = {
    en: "Quickpong did not load. Please reload the page.",
    de: "Quickpong wurde nicht geladen. Bitte lade die Seite neu.",
    es: "Quickpong no se ha cargado. Recarga la página.",
    fr: "Quickpong n’a pas pu se charger. Recharge la page.",
    pt: "O Quickpong não carregou. Recarregue a página.",
    ru: "Quickpong не загрузился. Обновите страницу.",
    ja: "Quickpong を読み込めませんでした。再読み込みしてください。",
    zh: "Quickpong 未能加载。请重新加载页面。",
  };
  var PATIENCE = 5000;

  function say(words) {
    var screen = document.getElementById("screen");
    var language = (navigator.language || "en").slice(0, 2);
    if (screen && !screen.firstChild) screen.textContent = words[language] || words.en;
  }
  /* Came with Chrome 93 and Safari 15.4. */
  if (!Object.hasOwn) say(OLD);
  else if (document.readyState === "complete") setTimeout(say, PATIENCE, NOT_LOADED);
  else
    addEventListener("load", () => {
      setTimeout(say, PATIENCE, NOT_LOADED);
    });
})();
