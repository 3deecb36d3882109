// Sends without a new page. Without this script the same form posts itself and the server draws the same things.
const form = document.getElementById("say");
const box = document.getElementById("message");
const log = document.getElementById("log");
const token = document.getElementById("conversation");
const status = document.getElementById("status");
const waiting = document.getElementById("waiting");
const error = document.getElementById("message-error");
const leave = document.getElementById("leave");
const blankCard = document.getElementById("card-template").content;
// Not there where the site sends no text messages.
const blankTextMe = document.getElementById("text-me-template")?.content;
const words = Object.fromEntries(
  [...document.getElementById("words").content.children].map((one) => [one.dataset.word, one.textContent]),
);

const KEPT_EXCHANGES = 20;
const LINK =
  /(https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)])|(\b0\d{2,4} ?\d{3,4} ?\d{3,4}\b|\b0800 1111\b|\b116 ?123\b|\b999\b)|(\b(?:[Rr]ing|[Cc]all|[Dd]ial) )(1\d\d)\b/g;
const FACTS = ["name", "description", "phone", "text_number", "referral_how", "eligibility", "bring", "email", "website"];

// What this page has shown, kept in its own history entry only: refresh and back find it, leaving erases it.
let exchanges = [];
let busy = false;

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const pressed = event.submitter?.name === "choice" ? event.submitter : null;
  const typed = box.value.trim();
  if (busy) return;
  if (!pressed && !typed) return refuseEmpty(true);
  refuseEmpty(false);
  if (pressed) ask(pressed.textContent, { choice: pressed.value });
  else ask(typed, { message: typed });
});

box.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  form.requestSubmit();
});

async function ask(said, body) {
  const mine = showYou(said);
  busy = true;
  const slow = setTimeout(() => wait(true), 300);
  try {
    const response = await post(body);
    const answer = await response.json();
    if (!Array.isArray(answer.messages)) throw new Error("no messages");
    take(said, answer, response.headers.get("Signpost-Outcome") === "answered");
  } catch {
    offerAgain(mine, said, body);
  } finally {
    clearTimeout(slow);
    wait(false);
    busy = false;
    box.focus({ preventScroll: true });
  }
}

function post(body) {
  const giveUp = new AbortController();
  setTimeout(() => giveUp.abort(), 20000);
  return fetch(form.dataset.endpoint, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ ...body, conversation: token.value }),
    credentials: "omit",
    signal: giveUp.signal,
  });
}

function take(said, answer, answered) {
  // After a slip or a fault the words stay in the box, and the choices of the last answer still count.
  if (answered) {
    removeChoices();
    box.value = "";
  }
  if (answer.conversation) token.value = answer.conversation;
  showThem(answer.messages).scrollIntoView({ block: "start" });
  status.textContent = answer.messages.map(announced).join(" ");
  exchanges = [...exchanges, { said, answered, messages: answer.messages }].slice(-KEPT_EXCHANGES);
  remember();
}

function announced(message) {
  return isList(message.custom) ? message.custom.intro || message.text : message.text;
}

function remember() {
  try {
    history.replaceState({ conversation: token.value, exchanges }, "");
  } catch {
    // Too large for this browser: the page shows it all the same.
  }
}

function restore() {
  const kept = history.state;
  if (!kept?.exchanges?.length) return;
  removeChoices();
  exchanges = kept.exchanges;
  token.value = kept.conversation;
  for (const { said, answered, messages } of exchanges) {
    showYou(said);
    if (answered) removeChoices();
    showThem(messages);
  }
}

function offerAgain(mine, said, body) {
  const item = element("li", "them");
  const again = element("button", "again", words.again);
  again.type = "button";
  again.addEventListener("click", () => {
    if (busy) return;
    mine.remove();
    item.remove();
    ask(said, body);
  });
  item.append(element("p", "who", words.them), element("p", "", words.lost), again);
  log.append(item);
  status.textContent = words.lost;
}

function showYou(said) {
  const item = element("li", "you");
  const spoken = element("p", "", said);
  spoken.dir = "auto";
  item.append(element("p", "who", words.you), spoken);
  log.append(item);
  return item;
}

function showThem(messages) {
  const item = element("li", "them");
  item.append(element("p", "who", words.them), ...messages.map(messageBlock));
  log.append(item);
  return item;
}

function messageBlock(message) {
  const block = element("div", "said");
  if (message.custom?.type === "language") {
    block.lang = message.custom.language;
    block.dir = message.custom.dir;
  }
  const listed = isList(message.custom);
  const text = listed ? message.custom.intro || "" : message.text || "";
  for (const part of text.split(/\n\s*\n/).filter((one) => one.trim())) {
    const paragraph = element("p");
    paragraph.append(...linked(part.trim()));
    block.append(paragraph);
  }
  if (listed) block.append(...cardGroups(message.custom));
  if (listed && message.text_me && blankTextMe) block.append(textMeForm(message.text_me));
  if (message.buttons?.length) block.append(choiceList(message.buttons));
  return block;
}

function choiceList(buttons) {
  const list = element("ul", "choices");
  list.setAttribute("role", "list");
  list.setAttribute("aria-label", words.choose);
  for (const { title, choice } of buttons) {
    const button = element("button", "", title);
    Object.assign(button, { type: "submit", name: "choice", value: choice });
    button.setAttribute("form", form.id);
    const item = element("li");
    item.append(button);
    list.append(item);
  }
  return list;
}

function removeChoices() {
  log.querySelectorAll(".choices").forEach((list) => list.remove());
}

function isList(custom) {
  return custom?.type === "service_cards" && Array.isArray(custom.cards) && custom.cards.length > 0;
}

// The same grouping as render.card_groups.
function cardGroups(custom) {
  const groups = (custom.groups || []).filter((group) => group.cards?.length);
  const total = groups.reduce((sum, group) => sum + group.cards.length, 0);
  if (groups.length < 2 || total !== custom.cards.length) return [cardList(custom.cards, 1, "h3")];
  let start = 0;
  return groups.flatMap((group) => {
    const cards = custom.cards.slice(start, start + group.cards.length);
    const shown = [element("h3", "need", group.title), cardList(cards, start + 1, "h4")];
    start += cards.length;
    return shown;
  });
}

function cardList(cards, start, level) {
  const list = element("ol", "cards");
  list.setAttribute("role", "list");
  list.append(...cards.map((card, place) => cardItem(card, start + place, level)));
  return list;
}

function textMeForm(cards) {
  const made = blankTextMe.cloneNode(true).querySelector("form");
  made.querySelector("[name=cards]").value = cards;
  return made;
}

// The same view of a card as render.card_view.
function cardItem(card, number, level) {
  const item = blankCard.cloneNode(true).querySelector(".card");
  const labels = card.labels || {};
  const view = { ...labels, number, organization: card.organization === card.name ? "" : card.organization };
  for (const name of FACTS) view[name] = card[name];
  if (labels.referral?.includes(card.referral_how)) view.referral_how = "";
  view.address = addressLine(card);
  view.website = (card.website || "").replace(/^https?:\/\/(www\.)?|\/$/gi, "");
  for (const place of item.querySelectorAll("[data-fill]")) fill(place, view[place.dataset.fill], card);
  for (const row of item.querySelectorAll("[data-row]")) if (isBlank(row)) row.remove();
  item.querySelector(".state")?.classList.add(card.open?.state || "unknown");
  if (level !== "h3") item.querySelector("h3").replaceWith(renamed(item.querySelector("h3"), level));
  return item;
}

function fill(place, value, card) {
  const text = ["string", "number"].includes(typeof value) ? String(value).trim() : "";
  if (place.dataset.fill === "contact") place.append(...linked(text));
  else place.textContent = text;
  if (place.dataset.fill === "phone") link(place, phoneAddress(text));
  if (place.dataset.fill === "website") link(place, /^https?:\/\/\S+$/i.test(card.website || "") ? card.website : "");
  if (place.dataset.fill === "email") link(place, text && `mailto:${text}`);
}

function isBlank(row) {
  const places = row.matches("[data-fill]") ? [row] : [...row.querySelectorAll("[data-fill]")];
  return !places[0].textContent;
}

function link(place, address) {
  if (address) place.href = address;
  else place.removeAttribute("href");
}

function addressLine(card) {
  return [card.address, card.town, card.postcode].reduce(
    (line, part) => (!part || line.includes(part) ? line : line ? `${line}, ${part}` : part), "");
}

function phoneAddress(text) {
  const number = text.match(/\+?\d[\d ()-]{1,}\d/);
  return number ? `tel:${number[0].replace(/[^+0-9]/g, "")}` : "";
}

// Text with what can be tapped as links; never as HTML.
function linked(text) {
  const parts = [];
  let position = 0;
  for (const match of text.matchAll(LINK)) {
    const [whole, url, , verb = ""] = match;
    const start = match.index + verb.length;
    const shown = whole.slice(verb.length);
    const anchor = element("a", "", shown);
    anchor.href = url || phoneAddress(shown);
    parts.push(text.slice(position, start), anchor);
    if (url) {
      Object.assign(anchor, { target: "_blank", rel: "noopener noreferrer" });
      parts.push(` ${words.newtab}`);
    }
    position = match.index + whole.length;
  }
  return [...parts, text.slice(position)];
}

function renamed(node, name) {
  const other = element(name, node.className);
  other.append(...node.childNodes);
  return other;
}

function element(name, className = "", text = "") {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

function refuseEmpty(refused) {
  error.hidden = !refused;
  box.setAttribute("aria-describedby", refused ? "message-hint message-error" : "message-hint");
  if (refused) box.setAttribute("aria-invalid", "true");
  else box.removeAttribute("aria-invalid");
  if (refused) box.focus();
}

function wait(on) {
  waiting.hidden = !on;
  if (on) status.textContent = waiting.textContent;
}

let escapes = [];
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  escapes = [...escapes.filter((time) => event.timeStamp - time < 3000), event.timeStamp];
  if (escapes.length >= 3) leaveNow();
});
leave.addEventListener("click", (event) => {
  event.preventDefault();
  leaveNow();
});

function leaveNow() {
  const address = leave.href;
  history.replaceState(null, "");
  document.title = "";
  document.body.replaceChildren();
  location.replace(address);
}

restore();
