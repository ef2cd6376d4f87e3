"""Reads one file from standard input and writes its outline or text as JSON; run by `sandbox`.

The arguments are the limits: seconds of the processor, bytes of memory, bytes of the answer.
Nothing of Django is loaded: there is no database to reach and no secret to tell, and starting takes
hardly longer than Python itself.
"""

import os
import sys

# All else is imported once the limits hold: what a file makes a parser take is counted from there,
# and a process that has to wait for its file costs little more than an empty one.


def main() -> None:
    seconds, memory, largest = map(int, sys.argv[1:])
    limit(seconds, memory, largest)
    import json

    question = json.loads(sys.stdin.buffer.readline())
    speak(question.pop("speaks"))
    written = json.dumps(answer(sys.stdin.buffer.read(), **question))
    if len(written) > largest:
        written = json.dumps(answer_of_too_much())
    sys.stdout.write(written)


def limit(seconds: int, memory: int, largest: int) -> None:
    """Let the system end this process when it takes too much; where the system can."""
    try:
        import resource
    except ImportError:  # Windows: the caller's patience is the limit
        return
    for kind, soft, hard in (
        # The soft limit ends it with a signal of its own, by which the caller tells why.
        (resource.RLIMIT_CPU, seconds, seconds + 5),
        (resource.RLIMIT_AS, memory, memory),
        (resource.RLIMIT_FSIZE, largest, largest),
        (resource.RLIMIT_CORE, 0, 0),
    ):
        try:
            resource.setrlimit(kind, (soft, hard))
        except ValueError:  # the system allows less already
            continue
    os.nice(5)  # pages come first


def speak(language: str | None) -> None:
    """Have messages in the language of whoever asked; as they are written where it has none."""
    if language:
        from gettext import translation as translations_in
        from pathlib import Path

        from articles import interface_translation

        folder = Path(__file__).parents[2] / "locale"
        names = [language.replace("-", "_"), language.partition("-")[0]]
        interface_translation.install(translations_in("django", folder, names, fallback=True))


def answer(content: bytes, name: str, wanted: str, language: str | None) -> dict:
    """Return the outline of a file as data, or its text, or what is wrong with it."""
    from articles.reading import formats
    from articles.reading.lines import Unreadable

    try:
        if wanted == "text":
            return {"text": formats.text(content, name)}
        return {"outline": formats.read(content, name, language).as_data()}
    except Unreadable as error:
        return {"fault": str(error)}
    except MemoryError:
        return answer_of_too_much()


def answer_of_too_much() -> dict:
    from articles.reading.lines import too_long

    return {"fault": str(too_long())}


if __name__ == "__main__":
    main()
