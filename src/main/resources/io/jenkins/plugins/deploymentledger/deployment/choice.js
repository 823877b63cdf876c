/* Says on the buttons of a choice how many machines they are about, and lets nobody act on none. */
Behaviour.specify("form.deployment-choice", "deployment-ledger-choice", 0, function (form) {
  "use strict";
  function count() {
    var chosen = Array.from(form.querySelectorAll("input[data-count]:checked"));
    var machines = chosen.reduce(function (sum, box) {
      return sum + Number(box.dataset.count);
    }, 0);
    form.querySelectorAll("[data-choice-button]").forEach(function (button) {
      var text = button.dataset.choiceButton === "group" ? form.dataset.choiceGroup : form.dataset.choiceText;
      button.querySelector("span").textContent = text.replace("%d", machines);
      button.disabled = machines === 0;
    });
  }
  if (!form.countsMachines) {
    form.countsMachines = true;
    form.addEventListener("change", count);
    count();
  }
});
