// Three things to try, in the person's language: learning Japanese, a lounge's hours, an emergency.

export const EXAMPLES = {
  ja: ["日本語を習いたいです", "鶴見国際交流ラウンジは今開いていますか", "火事です！"],
  "ja-easy": ["にほんごを ならいたいです", "つるみの ラウンジは いま あいていますか", "かじです！"],
  en: ["Where can I learn Japanese?", "Is the Tsurumi lounge open now?", "There is a fire!"],
  "zh-Hans": ["我想学日语", "鹤见国际交流中心现在开门吗？", "着火了！"],
  "zh-Hant": ["我想學日語", "鶴見國際交流中心現在開放嗎？", "失火了！"],
  ko: ["일본어를 배우고 싶어요", "쓰루미 라운지는 지금 열려 있나요?", "불이 났어요!"],
  vi: ["Tôi muốn học tiếng Nhật", "Phòng giao lưu Tsurumi bây giờ có mở cửa không?", "Cháy nhà!"],
  ne: ["म जापानी भाषा सिक्न चाहन्छु", "चुरुमी लाउन्ज अहिले खुला छ?", "आगो लाग्यो!"],
  th: ["อยากเรียนภาษาญี่ปุ่น", "เลานจ์สึรุมิเปิดอยู่ไหม", "ไฟไหม้!"],
  tl: ["Gusto kong mag-aral ng Hapon", "Bukas ba ngayon ang Tsurumi lounge?", "May sunog!"],
  id: ["Saya mau belajar bahasa Jepang", "Apakah lounge Tsurumi buka sekarang?", "Ada kebakaran!"],
  es: ["Quiero aprender japonés", "¿Está abierto ahora el lounge de Tsurumi?", "¡Hay un incendio!"],
  pt: ["Quero aprender japonês", "O lounge de Tsurumi está aberto agora?", "Há um incêndio!"],
  uk: ["Де можна вивчати японську?", "Чи відкритий зараз лаундж Цурумі?", "Пожежа!"],
  ru: ["Где можно учить японский?", "Лаундж Цуруми сейчас открыт?", "Пожар!"],
};
