// The few sentences that scripts say. They come with the page, in the reader's language.

const words = JSON.parse(document.body.dataset.words ?? "{}");

export const word = (key) => words[key] ?? "";
