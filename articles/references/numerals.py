"""Roman numbers, as points, annexes and chapters bear them, and figures of any script. Pure."""

DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
WORTHS = (
    *((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x")),
    *((9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


def roman_value(text: str) -> int:
    """Return the value of a roman number in small or capital letters; 0 for anything else."""
    digits = [DIGITS.get(letter, 0) for letter in text.lower()]
    if not digits or 0 in digits:
        return 0
    pairs = zip(digits, [*digits[1:], 0], strict=True)
    value = sum(-digit if digit < after else digit for digit, after in pairs)
    return value if roman(value) == text.lower() else 0


def roman(value: int) -> str:
    """Return a number from 1 to 399 as a roman one in small letters."""
    text = ""
    for worth, letters in WORTHS:
        while value >= worth:
            text, value = text + letters, value - worth
    return text


def plain_figures(text: str) -> str:
    """Return the text with the figures of every script, "٢٤" or "२४", as "24"."""
    return "".join(str(int(char)) if char.isdecimal() else char for char in text)


# Solemn texts write numbers with signs that cannot be changed into others: 貳 for 二.
CHINESE_DIGITS = {
    digit: value
    for digits in ("〇一二三四五六七八九", "零壹貳參肆伍陸柒捌玖", "零壹贰叁肆伍陆柒捌玖")
    for value, digit in enumerate(digits)
}
CHINESE_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000}
CHINESE_NUMBER = f"[{''.join(CHINESE_DIGITS)}{''.join(CHINESE_UNITS)}]{{1,7}}"


def chinese_value(text: str) -> int:
    """Return the value of a Chinese number, 24 of "二十四" or "二四"; 0 for anything else."""
    total, digit = 0, 0
    for sign in text:
        if sign in CHINESE_DIGITS:
            # Numbers are also written figure by figure, as years are.
            digit = digit * 10 + CHINESE_DIGITS[sign]
        elif sign in CHINESE_UNITS:
            total, digit = total + (digit or 1) * CHINESE_UNITS[sign], 0
        else:
            return 0
    return total + digit


# Letters that count in the order of their own lists: Arabic ones in that of the abjad; Russian
# lists leave out ё, й, ъ, ы and ь.
ABJAD_LETTERS, RUSSIAN_LETTERS = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ", "абвгдежзиклмнопрстуфхцчшщэюя"
LETTER_PLACES = {
    letter: place
    for letters in (ABJAD_LETTERS, RUSSIAN_LETTERS)
    for place, letter in enumerate(letters, 1)
} | {"ا": 1, "هـ": 5}


def latin_letter(letter: str) -> str:
    """Return a letter of a list as an identifier has it, "a" for "أ" and for "а"; others as is."""
    place = LETTER_PLACES.get(letter.lower(), 0)
    return chr(ord("a") + place - 1) if 0 < place <= 26 else letter
