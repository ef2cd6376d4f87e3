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
