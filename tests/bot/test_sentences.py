"""Texts cut into sentences, in all our languages and in none."""

from __future__ import annotations

import pytest
from hypothesis import given, settings, strategies as st

from bot.sentences import EMAIL, URL, sentences

LONG = 400
MIXED = st.text(
    st.one_of(
        st.characters(), st.sampled_from("。！？.!?…।、,;:「」() \n\t1234567890abcАБвгあア漢한ไทयनो😀👨\u200d👩@/-")
    ),
    max_size=400,
)


@settings(max_examples=1500)
@given(MIXED, st.integers(1, 80))
def test_the_pieces_are_the_text_and_none_is_too_long(text: str, longest: int) -> None:
    pieces = sentences(text, longest)
    assert "".join(pieces) == text
    assert all(pieces)
    for piece in pieces:
        whole = max((len(found[0]) for pattern in (URL, EMAIL) for found in pattern.finditer(text)), default=0)
        assert len(piece) <= max(longest, whole + 1)


@settings(max_examples=500)
@given(
    st.sampled_from(("https://www.yokeweb.com/a.b?c=d", "t-info@yoke.or.jp", "www.city.yokohama.lg.jp")), MIXED, MIXED
)
def test_an_address_of_the_net_is_never_cut(address: str, before: str, after: str) -> None:
    pieces = sentences(f"{before} {address} {after}", 30)
    assert any(address in piece for piece in pieces)


@pytest.mark.parametrize(
    "pieces",
    [
        ["こんにちは。", "明日10時に来てください！", "いいですか？", "はい"],
        ["「はい。」と言いました。", "次です。"],
        ["ありがとうございます。😊", "また来ます。"],
        ["わかる?", "わからない!?", "そう"],
        ["明日 来て ください。", "3時に 来て ください。"],
        ["Dr. Smith is in room No. 5. ", "He comes at 5 p.m. on Monday. ", "It costs 3.50 dollars."],
        ["Write to t-info@yoke.or.jp. ", "See https://www.yokeweb.com/a.html. ", "Thank you!"],
        ["Well... maybe. ", "He said “Yes.” ", "Then he left."],
        ["你好。", "请十点来！", "好吗？"],
        ["안녕하세요. ", "내일 10시에 오세요. ", "감사합니다!"],
        ["Xin chào. ", "TP. Hồ Chí Minh có xa không? ", "Cảm ơn."],
        ["म योकोहामामा बस्छु। ", "मलाई सहयोग चाहिन्छ।"],
        ["Kumusta po. ", "Pupunta ako bukas, atbp. ngayon. ", "Salamat!"],
        ["Selamat pagi. ", "Jl. Sudirman No. 5 di mana? ", "Terima kasih."],
        ["¿Dónde está la Sra. García? ", "En la oficina. ", "¡Gracias!"],
        ["A Dra. Silva mora na R. Augusta. ", "Obrigado!"],
        ["Я живу на вул. Садова, буд. 5, кв. 12. ", "Народилася в 1990 р. в м. Одеса. ", "Дякую!"],
        ["Живу на ул. Ленина, д. 5. ", "Приду в 10 ч. утра. ", "Спасибо."],
        ["1. Паспорт\n", "2. Довідка\n\n", "- Фото. ", "Дякую"],
    ],
    ids=lambda pieces: pieces[0],
)
def test_a_sentence_ends_where_its_readers_end_it(pieces: list[str]) -> None:
    assert sentences("".join(pieces), LONG) == pieces


def test_thai_which_has_no_stops_ends_at_a_space_once_there_is_enough() -> None:
    text = "ฉันอยู่ที่โยโกฮาม่าและต้องการความช่วยเหลือเรื่องเอกสารของลูกที่โรงเรียนค่ะ ขอบคุณค่ะ"
    assert sentences(text, LONG) == [text[: text.index(" ") + 1], "ขอบคุณค่ะ"]
    assert sentences("สวัสดีครับ ขอบคุณครับ", LONG) == ["สวัสดีครับ ขอบคุณครับ"]


def test_what_is_too_long_is_cut_at_a_comma_then_at_a_space_then_anywhere_but_in_a_number() -> None:
    assert sentences("あいうえおかきくけこ、さしすせそたちつてと", 15) == [
        "あいうえおかきくけこ、",
        "さしすせそたちつてと",
    ]
    assert sentences("alpha beta gamma delta", 18) == ["alpha beta gamma ", "delta"]
    assert sentences("あいうえおかきくけ12345さしすせそ", 12) == ["あいうえおかきくけ", "12345さしすせそ"]


def test_pieces_of_no_length_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="give 1 or more"):
        sentences("abc", 0)
