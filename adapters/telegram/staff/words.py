"""What the counter says in the staff group, in Japanese and in English."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_JA: Mapping[str, str] = {
    "case": "相談 {number}",
    "urgent": "緊急",
    "language": "言語: {name}",
    "topic": "話題: {name}",
    "no_topic": "（話題なし）",
    "channel": "窓口: {name}",
    "web": "ホームページ",
    "waiting": "待っています: {since}から（{minutes}分）",
    "in_hand": "担当: {name}",
    "queued": "担当者を待っています",
    "callback": "時間外の受付です。{due}に窓口が開いたら対応します",
    "assigned": "対応中です。返事を待っています",
    "waiting-user": "返事をしました。本人を待っています",
    "on-hold": "保留中です（{due}まで）",
    "resolved": "終了しました（{reason}）",
    "abandoned": "終了しました（本人が終えた、または連絡がありません）",
    "how": (
        "このトピックに書いた文は、そのまま本人に届きます。\n"
        "//で始めると職員だけのメモです。/claim 担当する・/resolve 終える・/hold 2h 保留・/help 使い方"
    ),
    "how_translated": (
        "このトピックに書いた文は、まず本人のことばの訳を見せます。「✅ 訳して送る」を押すと本人に届きます。\n"
        "//で始めると職員だけのメモです。/claim 担当する・/resolve 終える・/translate off 訳さない・/help 使い方"
    ),
    "claim": "担当する",
    "said_resident": "本人",
    "said_bot": "自動応答",
    "note": "メモ（{name}）",
    "location": "📍 位置情報（座標は残していません）",
    "attachment": "📎 添付: {kind}。コンソールで開けます",
    "gone": "🗑 本人が取り消しました",
    "edited": "（本人が直しました）",
    "changed": "✏️ 本人が上の文を直しました",
    "perhaps_again": "↻ 二度目かもしれません",
    "staff": "相談員",
    "unknown_person": "グループの職員",
    "claimed": "担当になりました。書いた文は本人に届きます。",
    "released": "待ち行列に戻しました。",
    "held": "保留にしました（{due}まで）。",
    "resumed": "対応を再開しました。",
    "resolved_done": "終了しました。",
    "urged": "緊急にしました。",
    "calmed": "緊急を解きました。",
    "resent": "もう一度送ります。",
    "not_resent": "送り直すものがありません。",
    "taken": "すでに{name}が担当しています。",
    "not-yours": "{name}が担当しています。送っていません。",
    "unclaimed": "担当者がいません。送っていません。/claim で担当し、この文に返信して /send と書いてください。",
    "unclaimed_case": "担当者がいません。先に /claim で担当してください。",
    "stale": "本人から新しく{count}件届きました。送っていません。読んだら、この文に返信して /send と書いてください。",
    "closed": "この相談は終わっています。送っていません。",
    "not-waiting": "いまは時間外の受付です。窓口が開いてから担当できます。",
    "not-on-hold": "保留中ではありません。",
    "left": "本人はその会話で自動の窓口に戻りました。送っていません。",
    "no-note": "理由を書いてください。例: /release 休みます",
    "no-words": "文がありません。",
    "past": "未来の時刻を書いてください。例: /hold 2h・/hold 17:00・/hold 2026-12-01 10:00",
    "nobody": "本人の窓口がいま止まっています。送っていません。",
    "full": "担当の上限です。ほかの相談を終えるか戻してください。",
    "missing": "この相談はもうありません。",
    "refused": "できません（{why}）。",
    "no_such_reason": "理由は {reasons} のどれかです。",
    "no_such_command": "知らない命令です。/help で一覧が出ます。",
    "answer_to": "送りたい文に返信して /send と書いてください。",
    "resend_to": "送り直す文に返信して /resend と書いてください。",
    "uncertain": "届いたか分かりません。確かめて、届いていなければこの文に返信して /resend と書いてください。",
    "failed": "届きませんでした（{code}）。この文に返信して /resend と書くと、もう一度送ります。",
    "no_files": "写真やファイルはここから{channel}には送れません。送っていません。",
    "note_fixed": "メモは書き直せません。新しく書いてください。",
    "fixed": "直しました。",
    "untranslated": "本人は訳で読んでいますが、今は訳せません。新しく書いてください。直していません。",
    "unfixed": "本人に届いた文を直せません。もう一度書いてください。",
    "machine": "機械翻訳（{source}→{target}{over}）",
    "over_english": "・英語を経由",
    "lost": "訳で失われたか変わったもの: {things}",
    "comma": "、",
    "mixed": "（ことばが混ざっているか短すぎて、訳は特に不確かです）",
    "line_held": "緊急の内容かもしれないので、機械では訳していません。この文に返信して /translate と書くと訳します。",
    "line_untranslated": "機械では訳せませんでした（{why}）。この文に返信して /translate と書くと、もう一度試します。",
    "trouble_no-pair": "この組み合わせの翻訳がありません",
    "trouble_too-long": "長すぎます",
    "trouble_busy": "翻訳が混んでいます",
    "trouble_late": "時間がかかりすぎました",
    "trouble_down": "翻訳が動いていません",
    "trouble_broken": "翻訳の結果が壊れていました",
    "no_pair": "{source}から{target}への機械翻訳はありません。文はそのまま届きます。通訳を頼める所:",
    "preview_own": "書き直した訳",
    "preview_back": "訳し戻すと:",
    "preview_no_back": "訳し戻しはできません。",
    "preview_how": (
        "本人は{name}で読みます。まだ送っていません。\n"
        "直すには、この文に返信して、日本語の文か{name}の訳を書いてください。"
    ),
    "preview_none": "訳せませんでした（{why}）。まだ送っていません。本人が読むのは{name}です。",
    "preview_held": (
        "緊急の内容なので、機械では訳しません。まだ送っていません。本人が読むのは{name}です。\n"
        "急ぐときは電話してください。この文に返信して{name}の訳を書くと、それを送れます。"
    ),
    "preview_send": "✅ 訳して送る",
    "preview_send_lossy": "⚠️ {things} が欠けていても送る",
    "preview_as_is": "原文のまま送る",
    "preview_drop": "取り消す",
    "preview_again": "↻ もう一度訳す",
    "preview_sent": "訳して送りました。原文も本人が開けます。",
    "preview_as_written": "原文のまま送りました。",
    "preview_dropped": "取り消しました。何も送っていません。",
    "preview_over": "このプレビューはもう古いです。",
    "preview_not_yet": "まだ訳していません。少し待ってください。",
    "preview_sure": "{things} が訳で失われています。それでも送るなら、もう一度押してください。",
    "preview_stale": "本人から新しく{count}件届きました。まだ送っていません。読んだら、もう一度押してください。",
    "translate_on": "この相談の機械翻訳を入れました。",
    "translate_off": "この相談の機械翻訳を切りました。書いた文はそのまま届きます。",
    "translate_how": "/translate on・/translate off、または本人の文に返信して /translate",
    "translate_nothing": "訳すものがありません。",
    "help": (
        "/claim 担当する\n/resolve [理由] 終える（理由: {reasons}）\n/hold 2h | 17:00 | 2026-12-01 10:00 保留\n"
        "/resume 再開\n/release 理由 — 待ち行列に戻す\n/urgent 緊急にする・/calm 解く\n"
        "//文 または /note 文 — 職員だけのメモ\n"
        "/send 返信した文を送る（新着があっても）\n/resend 返信した文をもう一度送る\n"
        "/translate on | off 機械翻訳を入れる・切る（本人の文に返信して /translate: その文を訳す）"
    ),
    "reasons": "解決, 紹介, 返事なし, 重複, いたずら, その他",
}
_EN: Mapping[str, str] = {
    "case": "Case {number}",
    "urgent": "URGENT",
    "language": "Language: {name}",
    "topic": "Topic: {name}",
    "no_topic": "(no topic)",
    "channel": "Channel: {name}",
    "web": "web page",
    "waiting": "Waiting since {since} ({minutes} min)",
    "in_hand": "In the hands of {name}",
    "queued": "Waits for a counselor",
    "callback": "Asked outside hours; due when the office opens at {due}",
    "assigned": "Taken; an answer is awaited",
    "waiting-user": "Answered; waits for the resident",
    "on-hold": "On hold until {due}",
    "resolved": "Closed ({reason})",
    "abandoned": "Ended (by the resident, or nothing was heard)",
    "how": (
        "What you write in this topic reaches the resident as it is.\n"
        "Begin with // for a note among staff. /claim take it · /resolve close it · /hold 2h · /help"
    ),
    "how_translated": (
        "What you write in this topic is first shown in the resident's language; “✅ Send translated” sends it.\n"
        "Begin with // for a note among staff. /claim take it · /resolve close it · /translate off · /help"
    ),
    "claim": "Claim",
    "said_resident": "Resident",
    "said_bot": "Bot",
    "note": "Note ({name})",
    "location": "📍 Location (coordinates are not kept)",
    "attachment": "📎 Attachment: {kind}. Open it in the console",
    "gone": "🗑 Taken back by the resident",
    "edited": "(changed by the resident)",
    "changed": "✏️ The resident has changed what is above",
    "perhaps_again": "↻ perhaps a second time",
    "staff": "Counselor",
    "unknown_person": "somebody of the group",
    "claimed": "It is yours. What you write reaches the resident.",
    "released": "Put back into the line.",
    "held": "On hold until {due}.",
    "resumed": "Going on.",
    "resolved_done": "Closed.",
    "urged": "Marked as urgent.",
    "calmed": "Not urgent any more.",
    "resent": "It is sent again.",
    "not_resent": "There is nothing to be sent again.",
    "taken": "{name} has it already.",
    "not-yours": "{name} has it. This was not sent.",
    "unclaimed": "Nobody has this case. /claim it first, then reply /send to this. It was not sent.",
    "unclaimed_case": "Nobody has this case. /claim it first.",
    "stale": "The resident wrote {count} more meanwhile. This was not sent. Read them, then reply /send to this.",
    "closed": "This case is closed. This was not sent.",
    "not-waiting": "It was asked outside hours, and can be claimed when the office opens.",
    "left": "The resident went back to the automatic counter in that talk. Not sent.",
    "not-on-hold": "It is not on hold.",
    "no-note": "Write why, like: /release I am off",
    "no-words": "There are no words in it.",
    "past": "Write a time to come, like: /hold 2h · /hold 17:00 · /hold 2026-12-01 10:00",
    "nobody": "The resident's channel is off. This was not sent.",
    "full": "Your hands are full: close or release another case first.",
    "missing": "This case is not there any more.",
    "refused": "Not possible ({why}).",
    "no_such_reason": "The reason is one of: {reasons}.",
    "no_such_command": "No such command. /help lists them.",
    "answer_to": "Reply /send to the message that you want to be sent.",
    "resend_to": "Reply /resend to the message that is to be sent again.",
    "uncertain": "Perhaps it has arrived, perhaps not. Check, and if not, reply /resend to this.",
    "failed": "It has not arrived ({code}). Reply /resend to this to try again.",
    "no_files": "Pictures and files cannot go to {channel} from here. This was not sent.",
    "note_fixed": "Notes cannot be changed. Write a new one.",
    "fixed": "Changed.",
    "untranslated": "The resident reads a translation of it, and there is none now. Write it anew. Not changed.",
    "unfixed": "What has reached the resident cannot be changed. Write again.",
    "machine": "Machine translation ({source} → {target}{over})",
    "over_english": ", over English",
    "lost": "Lost or changed on the way: {things}",
    "comma": ", ",
    "mixed": "(mixed languages, or too short: the translation is less certain than usual)",
    "line_held": "This may be an emergency: no machine translated it. Reply /translate to this to have it done.",
    "line_untranslated": "No machine translation ({why}). Reply /translate to this to try again.",
    "trouble_no-pair": "there is no model for this pair",
    "trouble_too-long": "it is too long",
    "trouble_busy": "too much waits to be translated",
    "trouble_late": "it took too long",
    "trouble_down": "the engine does not answer",
    "trouble_broken": "the result was damaged",
    "no_pair": "No machine translates from {source} to {target}. Texts go as they are written. To ask an interpreter:",
    "preview_own": "Translation as you worded it",
    "preview_back": "Translated back:",
    "preview_no_back": "It cannot be translated back.",
    "preview_how": (
        "The resident reads {name}. Nothing has been sent yet.\n"
        "To change it, reply to this with other words, or with the translation in {name}."
    ),
    "preview_none": "Not translated ({why}). Nothing has been sent yet. The resident reads {name}.",
    "preview_held": (
        "This is about an emergency: no machine translates it. Nothing has been sent yet. The resident reads {name}.\n"
        "Call where it is urgent. Reply to this with the words in {name}, and those can be sent."
    ),
    "preview_send": "✅ Send translated",
    "preview_send_lossy": "⚠️ Send although {things} is lost",
    "preview_as_is": "Send as written",
    "preview_drop": "Discard",
    "preview_again": "↻ Translate again",
    "preview_sent": "Sent in translation. The resident can open the original.",
    "preview_as_written": "Sent as written.",
    "preview_dropped": "Discarded. Nothing was sent.",
    "preview_over": "This preview is out of date.",
    "preview_not_yet": "It is not translated yet. Wait a moment.",
    "preview_sure": "{things} is lost in the translation. To send it all the same, tap once more.",
    "preview_stale": "The resident wrote {count} more meanwhile. Not sent yet. Read them, then tap once more.",
    "translate_on": "Machine translation is on for this case.",
    "translate_off": "Machine translation is off for this case. What you write goes as it is.",
    "translate_how": "/translate on · /translate off, or /translate as a reply to what the resident wrote",
    "translate_nothing": "There is nothing to translate.",
    "help": (
        "/claim take it\n/resolve [reason] close it (reason: {reasons})\n/hold 2h | 17:00 | 2026-12-01 10:00\n"
        "/resume go on\n/release why — back into the line\n/urgent · /calm set and take away the urgent mark\n"
        "//text or /note text — a note among staff\n/send send the message you reply to, whatever came meanwhile\n"
        "/resend send the message you reply to once more\n"
        "/translate on | off machine translation for this case (as a reply: translate that line)"
    ),
    "reasons": "answered, referred, no-reply, duplicate, misuse, other",
}
LANGUAGES: Mapping[str, Mapping[str, str]] = {"ja": _JA, "en": _EN}


class Words:
    """The sentences in one of the two languages."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._texts = LANGUAGES[language]

    def say(self, key: str, **slots: object) -> str:
        """Give a finished sentence."""
        return self._texts[key].format_map(slots)

    def knows(self, key: str) -> bool:
        """Say whether there is such a sentence."""
        return key in self._texts
