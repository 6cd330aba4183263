// The demonstration's own words, in three languages. (The counter's words are the counter's.)

import { byId } from "./dom.js";

const TABLE = {
  en: {
    title: "Madoguchi: two phones", skip: "Skip to the message field", web: "Web chat",
    page_language: "Language of this page", dark: "Dark colours",
    tagline: "The counter on LINE and on Telegram, on this machine: no account, and nothing leaves it.",
    state_opening: "The counter is opening…", state_open: "The counter is open", state_down: "The counter fell over; it is coming back…",
    "state_given up": "The counter cannot open. See the terminal.", state_lost: "This page has lost the demonstration. Is it still running?",
    phone: "{name} phone", chat: "Chat on {name}", person: "Person", new_person: "New person", name: "Name", language: "Language",
    make: "Begin", cancel: "Cancel", somebody: "Visitor {n}", message: "Message", write: "Write a message…", send: "Send",
    attach: "Attach", near: "I am near…", latitude: "Latitude", longitude: "Longitude", send_place: "Send this place",
    sticker: "Sticker", image: "Photo", audio: "Voice", video: "Video", file: "File", location: "Location", contact: "Contact",
    follow: "Add friend", unfollow: "Block", start: "START", block: "Stop the bot", unblock: "Unblock the bot",
    not_friend: "You are not a friend of this account.", blocked: "You stopped this bot.",
    what_it_does: "What can this bot do?", unsend: "Unsend", edit: "Edit", editing: "Editing your message", edited: "edited",
    more: "More about this message", deleted: "You took this message back.", read: "Read", typing: "is writing…",
    menu: "Menu", commands: "Commands", keyboard: "Keyboard", hide: "Hide", quick: "Quick replies",
    try: "Three things to try", counter_said: "The counter", you_said: "You", picture: "Picture from {host}, not loaded",
    no_picture: "Picture", map: "Map", waiting: "Waiting for the answer…", not_sent: "Not sent: {why}",
    wire: "The wire", wire_about: "Every call between the counter and the platforms, newest first. Only what a developer would look at.",
    show: "Show", calls: "Show the calls", faults: "Make it hard for the counter", fault_429: "Too many requests, twice", fault_500: "Error 500, twice",
    fault_after: "Time-out after acceptance", fault_down: "Platform down for 10 s", fault_clear: "All well again",
    kill: "Kill the counter (it comes back)", fault_set: "{name}: {what}", no_calls: "No calls yet.",
    bot: "counter → {name}", platform: "{name} → counter", all: "both", accepted: "accepted", refused: "refused",
    violation: "{name} found a violation of its rules: {what}", body: "Body", clear: "Clear",
    at: "Time", way: "Way", call: "Call", status: "Status",
  },
  ja: {
    title: "窓口：二台のスマホ", skip: "入力欄へ", web: "ウェブチャット",
    page_language: "このページの言語", dark: "暗い配色",
    tagline: "LINEとTelegramの窓口を、この機械の中だけで試せます。アカウントは要らず、外には何も出ません。",
    state_opening: "窓口を開けています…", state_open: "窓口は開いています", state_down: "窓口が倒れました。すぐ戻ります…",
    "state_given up": "窓口を開けられません。端末を見てください。", state_lost: "デモにつながりません。まだ動いていますか。",
    phone: "{name}のスマホ", chat: "{name}のトーク", person: "人", new_person: "新しい人", name: "名前", language: "言語",
    make: "はじめる", cancel: "やめる", somebody: "来訪者{n}", message: "メッセージ", write: "メッセージを書く…", send: "送信",
    attach: "添付", near: "今いる場所", latitude: "緯度", longitude: "経度", send_place: "この場所を送る",
    sticker: "スタンプ", image: "写真", audio: "音声", video: "動画", file: "ファイル", location: "位置情報", contact: "連絡先",
    follow: "友だち追加", unfollow: "ブロック", start: "スタート", block: "ボットを停止", unblock: "ボットを再開",
    not_friend: "このアカウントの友だちではありません。", blocked: "このボットを停止しました。",
    what_it_does: "このボットでできること", unsend: "送信取消", edit: "編集", editing: "メッセージを編集中", edited: "編集済み",
    more: "このメッセージの操作", deleted: "メッセージの送信を取り消しました。", read: "既読", typing: "入力中…",
    menu: "メニュー", commands: "コマンド", keyboard: "キーボード", hide: "隠す", quick: "クイックリプライ",
    try: "試してみる三つのこと", counter_said: "窓口", you_said: "あなた", picture: "{host} の画像（読み込みません）",
    no_picture: "画像", map: "地図", waiting: "返事を待っています…", not_sent: "送れませんでした：{why}",
    wire: "通信の記録", wire_about: "窓口とプラットフォームの間の呼び出しを、新しい順に。開発者向けです。",
    show: "表示", calls: "通信を見る", faults: "窓口を困らせる", fault_429: "送りすぎ(429)を2回", fault_500: "エラー500を2回",
    fault_after: "受理後のタイムアウト", fault_down: "10秒間の停止", fault_clear: "元に戻す",
    kill: "窓口を強制終了（すぐ戻る）", fault_set: "{name}：{what}", no_calls: "まだ呼び出しはありません。",
    bot: "窓口 → {name}", platform: "{name} → 窓口", all: "両方", accepted: "受理", refused: "拒否",
    violation: "{name}の規則違反が見つかりました：{what}", body: "本文", clear: "消す",
    at: "時刻", way: "向き", call: "呼び出し", status: "結果",
  },
  uk: {
    title: "Madoguchi: два телефони", skip: "До поля повідомлення", web: "Вебчат",
    page_language: "Мова цієї сторінки", dark: "Темні кольори",
    tagline: "Довідкова в LINE і в Telegram на цьому комп’ютері: без облікового запису, і нічого не йде назовні.",
    state_opening: "Довідкова відчиняється…", state_open: "Довідкова відкрита", state_down: "Довідкова впала; вона вже повертається…",
    "state_given up": "Довідкова не може відкритися. Дивіться термінал.", state_lost: "Сторінка втратила зв’язок. Чи демонстрація ще працює?",
    phone: "Телефон із {name}", chat: "Розмова в {name}", person: "Людина", new_person: "Нова людина", name: "Ім’я", language: "Мова",
    make: "Почати", cancel: "Скасувати", somebody: "Гість {n}", message: "Повідомлення", write: "Напишіть повідомлення…", send: "Надіслати",
    attach: "Додати", near: "Я біля…", latitude: "Широта", longitude: "Довгота", send_place: "Надіслати це місце",
    sticker: "Наліпка", image: "Фото", audio: "Голос", video: "Відео", file: "Файл", location: "Місце", contact: "Контакт",
    follow: "Додати в друзі", unfollow: "Заблокувати", start: "РОЗПОЧАТИ", block: "Зупинити бота", unblock: "Відновити бота",
    not_friend: "Цього запису немає серед ваших друзів.", blocked: "Ви зупинили цього бота.",
    what_it_does: "Що вміє цей бот?", unsend: "Відкликати", edit: "Змінити", editing: "Ви змінюєте повідомлення", edited: "змінено",
    more: "Дії з повідомленням", deleted: "Ви відкликали це повідомлення.", read: "Прочитано", typing: "пише…",
    menu: "Меню", commands: "Команди", keyboard: "Клавіатура", hide: "Сховати", quick: "Швидкі відповіді",
    try: "Три речі, які варто спробувати", counter_said: "Довідкова", you_said: "Ви", picture: "Зображення з {host}, не завантажене",
    no_picture: "Зображення", map: "Карта", waiting: "Чекаємо на відповідь…", not_sent: "Не надіслано: {why}",
    wire: "Дріт", wire_about: "Усі виклики між довідковою та платформами, новіші вгорі. Для розробників.",
    show: "Показати", calls: "Показати виклики", faults: "Ускладнити довідковій роботу", fault_429: "Забагато запитів, двічі", fault_500: "Помилка 500, двічі",
    fault_after: "Час вийшов після прийняття", fault_down: "Платформа не працює 10 с", fault_clear: "Усе знову добре",
    kill: "Вимкнути довідкову (вона повернеться)", fault_set: "{name}: {what}", no_calls: "Викликів ще немає.",
    bot: "довідкова → {name}", platform: "{name} → довідкова", all: "обидва", accepted: "прийнято", refused: "відхилено",
    violation: "{name} знайшов порушення своїх правил: {what}", body: "Тіло", clear: "Очистити",
    at: "Час", way: "Напрям", call: "Виклик", status: "Стан",
  },
};

let language = first();

export const current = () => language;

export function word(key, slots = {}) {
  return (TABLE[language][key] ?? TABLE.en[key] ?? key).replace(/\{(\w+)\}/g, (whole, slot) => slots[slot] ?? whole);
}

// Elements that say one of our words say it anew when the language changes.
export function says(node, key, slots = {}) {
  node.dataset.word = key;
  node.dataset.slots = JSON.stringify(slots);
  node.textContent = word(key, slots);
  return node;
}

export function labelled(node, key, slots = {}) {
  node.dataset.wordLabel = key;
  node.dataset.slots = JSON.stringify(slots);
  node.setAttribute("aria-label", word(key, slots));
  return node;
}

const slotsOf = (node) => (node.dataset.slots ? JSON.parse(node.dataset.slots) : {});

export function localise() {
  document.documentElement.lang = language;
  document.title = word("title");
  byId("ui").value = language;
  for (const node of document.querySelectorAll("[data-word]")) node.textContent = word(node.dataset.word, slotsOf(node));
  for (const node of document.querySelectorAll("[data-word-label]")) node.setAttribute("aria-label", word(node.dataset.wordLabel, slotsOf(node)));
  for (const node of document.querySelectorAll("[data-word-placeholder]")) node.placeholder = word(node.dataset.wordPlaceholder);
}

export function speak(tag) {
  language = tag in TABLE ? tag : "en";
  remember("ui", language);
  localise();
}

export function remember(name, value) {
  try {
    localStorage.setItem(`demo-${name}`, value);
  } catch { /* a comfort, not a promise */ }
}

export function recall(name) {
  try {
    return localStorage.getItem(`demo-${name}`);
  } catch {
    return null;
  }
}

function first() {
  const wanted = [recall("ui"), ...navigator.languages.map((tag) => tag.split("-")[0])];
  return wanted.find((tag) => tag in TABLE) ?? "en";
}
