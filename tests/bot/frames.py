"""Sentences of fifteen languages with room for what must not be harmed, and what goes into them."""

from __future__ import annotations

FRAMES = {
    "ja": [
        "{a}に来てください。",
        "電話は{a}です。",
        "{a}から{b}まで開いています。",
        "住所は{a}で、{b}が必要です。",
        "{a}、{b}",
    ],
    "ja-easy": ["{a}に 来て ください。", "{a}と {b}を 持って きて ください。"],
    "en": ["Please come at {a}.", "Call {a} or write to {b}.", "It is {a}, not {b}!", "Is {a} right?"],
    "zh-Hans": ["请在{a}来。", "电话是{a}，地址是{b}。"],
    "zh-Hant": ["請在{a}來。", "電話是{a}，地址是{b}。"],
    "ko": ["{a}에 와 주세요.", "{a} 또는 {b}로 연락하세요."],
    "vi": ["Hãy đến vào {a}.", "Gọi {a} hoặc {b}."],
    "ne": ["{a} मा आउनुहोस्।", "{a} वा {b} मा फोन गर्नुहोस्।"],
    "th": ["กรุณามา {a} ครับ", "โทร {a} หรือ {b} ครับ"],
    "tl": ["Pumunta po kayo sa {a}.", "Tumawag sa {a} o {b}."],
    "id": ["Silakan datang {a}.", "Telepon {a} atau {b}."],
    "es": ["Venga a las {a}.", "Llame al {a} o al {b}."],
    "pt": ["Venha às {a}.", "Ligue para {a} ou {b}."],
    "uk": ["Приходьте {a}.", "Телефонуйте {a} або {b}.", "Я живу за адресою {a}, мені потрібно {b}."],
    "ru": ["Приходите {a}.", "Звоните {a} или {b}."],
}
# Copied sign for sign, whatever the languages.
COPIED = (
    "045-222-1209", "045(222)1209", "０４５－２２２－１２０９", "+81 45 222 1209", "+38 (067) 123-45-67",
    "0120-279-338",
    "090-1234-5678", "#7119", "t-info@yoke.or.jp", "https://www.yokeweb.com/a?b=1&c=2", "www.city.yokohama.lg.jp",
    "10:00", "10:00-17:00", "9:30〜12:00", "2026-04-01", "01.04.2026", "2026/4/1", "4/1", "¥3000", "€20.50",
    "2 kg", "50%",
    "〒231-0021", "横浜市中区日本大通35", "鶴見区本町通4-171-23", "вул. Хрещатик, 22, кв. 5",
    "12 Baker Street", "4F", "N3",
    "AB12345678CD", "1234 5678 9012", "@565xgbpz", "XQ1X", "COVID-19",
)  # fmt: skip
# Through the engine, as values: what is written, and what of it no engine may change. A unit is a word to translate.
COUNTED = {
    **{
        each: each
        for each in (
            "令和7年8月19日", "2026年11月3日", "4月1日", "10時30分", "午後5時",
            "2 April 2027", "April 21", "9 квітня 2026", "23 мая",
            "15 abril 2024", "2028년 6월 12일",
            "오후 3시", "ngày 5 tháng 4",
        )
    },
    "4 p.m.": "4 p.m",
    "11:45 a.m.": "11:45",
    "3,000円": "3,000", "1万円": "1万", "3万5千円": "3万5千", "4000 yen": "4000", "2 000 грн": "2 000",
    "100 dollars": "100", "22時": "22", "3人": "3", "13人": "13", "5階": "5", "7回": "7", "2.5 hours": "2.5",
    "8 років": "8", "о 14 годині": "14", "６人": "6",
    "१५ दिन": "15", "๒๑ วัน": "21",
}  # fmt: skip
