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
    "untranslated": "本人は訳で読んでいます。訳もやり直すので、新しく書いてください。直していません。",
    "unfixed": "本人に届いた文を直せません。もう一度書いてください。",
    "help": (
        "/claim 担当する\n/resolve [理由] 終える（理由: {reasons}）\n/hold 2h | 17:00 | 2026-12-01 10:00 保留\n"
        "/resume 再開\n/release 理由 — 待ち行列に戻す\n/urgent 緊急にする・/calm 解く\n"
        "//文 または /note 文 — 職員だけのメモ\n"
        "/send 返信した文を送る（新着があっても）\n/resend 返信した文をもう一度送る"
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
    "untranslated": "The resident reads a translation of it. Write it anew, so that it is translated too. Not changed.",
    "unfixed": "What has reached the resident cannot be changed. Write again.",
    "help": (
        "/claim take it\n/resolve [reason] close it (reason: {reasons})\n/hold 2h | 17:00 | 2026-12-01 10:00\n"
        "/resume go on\n/release why — back into the line\n/urgent · /calm set and take away the urgent mark\n"
        "//text or /note text — a note among staff\n/send send the message you reply to, whatever came meanwhile\n"
        "/resend send the message you reply to once more"
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
