"""Merged rules → Rules ready to run, or complaints: subjects, verbs, selectors, patterns, messages are tried here."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from seocheck import checks
from seocheck.checks import COMMON_FIELDS, OptionError, Verb
from seocheck.model import Outcome, Severity
from seocheck.page import subjects
from seocheck.page.subjects import CssSubject
from seocheck.ruleset.complaints import translate, unknown_subject
from seocheck.ruleset.errors import Complaint, Path, listed, nearest, shown
from seocheck.ruleset.message import Message, TemplateError, compile_message
from seocheck.ruleset.node import Node, find, plain
from seocheck.ruleset.rule import Example, Expectation, Origin, Rule, Subject
from seocheck.ruleset.validators import option_errors

NEEDED = ("subject", "expect", "severity", "message")
DEFAULT_GROUP = "own"

# What a verb may raise on options that its schema lets pass; a rules file never ends in a traceback.
_REFUSALS = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError, OSError)


@dataclass(slots=True)
class Compiler:
    """Compiles rules one by one and gathers what is wrong with them in `complaints`."""

    complaints: list[Complaint] = field(default_factory=list)
    _prepared: dict[tuple[str, str], Any] = field(default_factory=dict)

    def rule(self, rule_id: str, node: Node, path: Path) -> tuple[Rule, bool] | None:
        """The rule and whether it is on, or None when there are complaints; it stands at `path` in its file."""
        keys = node.value
        before = len(self.complaints)
        if not isinstance(keys, dict):
            return None
        if not self._is_complete(node, path):
            return None
        looked_at = self._subjects(keys["subject"], (*path, "subject"))
        expectations = self._expectations(keys["expect"], (*path, "expect"))
        known = _fields(looked_at, keys["expect"])
        message = self._message(keys["message"], (*path, "message"), known)
        fix = self._message(keys["fix"], (*path, "fix"), known) if "fix" in keys else None
        when, unless = (self._subject_at(keys, name, path) for name in ("when", "unless"))
        if len(self.complaints) > before or message is None:
            return None
        severity = keys["severity"].value
        return Rule(
            id=rule_id,
            group=_text(keys, "group") or DEFAULT_GROUP,
            severity=cast("Severity", "info" if severity == "off" else severity),
            subjects=looked_at,
            conditions=tuple((subject, there) for subject, there in ((when, True), (unless, False)) if subject),
            expectations=expectations,
            message=message,
            why=_text(keys, "why"),
            fix=fix,
            help=_text(keys, "help"),
            source=_text(keys, "source"),
            together=bool(keys["together"].value) if "together" in keys else False,
            good=_example(keys.get("good")),
            bad=_example(keys.get("bad")),
            origin=Origin(node.file, node.key_line, node.key_column, node),
            looked_at=", ".join(item if isinstance(item, str) else item.name for item in looked_at),
            told=frozenset(("value", *message.fields, *(fix.fields if fix else ()))),
            asks_presence=all(expectation.verb == "present" for expectation in expectations),
            passed=Outcome(rule_id, "passed"),
            not_applicable=Outcome(rule_id, "not_applicable"),
        ), severity != "off"

    def inspect(self, node: Node, path: Path, spoilt: Collection[Path], *, whole: bool) -> None:
        """Say what else is wrong with a rule that has complaints already, at `spoilt` paths below it.

        whole: its bases are all there, so what is missing is missing.
        """
        keys = node.value
        if not isinstance(keys, dict):
            return
        if whole and {"subject", "message"} & keys.keys():  # else it is not meant to stand alone
            self._is_complete(node, path)
        fine = keys.keys() - {below[0] for below in spoilt if below}
        for name in ("subject", "when", "unless"):
            if name in fine:
                self._subjects(keys[name], (*path, name))
        expect = keys.get("expect")
        verbs = expect.value if expect and isinstance(expect.value, dict) else {}
        known = checks.verb_names()
        for verb, options in verbs.items():
            if verb in known and not any(below[:2] == ("expect", verb) for below in spoilt):
                self._expectation(verb, options, (*path, "expect", verb))
        if expect and "subject" in fine and set(verbs) <= set(known):
            subject = keys["subject"]
            names = subject.value if isinstance(subject.value, list) else [subject]
            fields = _fields((str(name.value) for name in names), expect)
            for name in ("message", "fix"):
                if name in fine:
                    self._message(keys[name], (*path, name), fields)

    def _is_complete(self, node: Node, path: Path) -> bool:
        lacking = [name for name in NEEDED if isinstance(node.value, dict) and name not in node.value]
        if lacking:
            words = listed([f"“{name}”" for name in lacking])
            self._complain(node, path, f"{words} {'is' if len(lacking) == 1 else 'are'} missing", at_key=True)
        return not lacking

    def _complain(self, node: Node, path: Path, message: str, *, at_key: bool = False) -> None:
        line, column = (node.key_line, node.key_column) if at_key else (node.line, node.column)
        self.complaints.append(Complaint(node.file, line, column, path, message))

    def _subject_at(self, keys: Mapping[str, Node], name: str, path: Path) -> Subject | None:
        return next(iter(self._subjects(keys[name], (*path, name))), None) if name in keys else None

    def _subjects(self, node: Node, path: Path) -> tuple[Subject, ...]:
        if isinstance(node.value, list):
            return tuple(self._subject(item, (*path, at)) for at, item in enumerate(node.value))
        return (self._subject(node, path),)

    def _subject(self, node: Node, path: Path) -> Subject:
        if isinstance(node.value, dict):
            css = node.value["css"]
            attribute = node.value.get("attribute")
            self._try_selector(css, (*path, "css"))
            return CssSubject(str(css.value), str(attribute.value) if attribute else "text")
        name = str(node.value)
        if subjects.describe(name) is None:
            self._complain(node, path, unknown_subject(name))
        return name

    def _try_selector(self, css: Node, path: Path) -> None:
        import turbohtml

        try:
            turbohtml.parse("").select(str(css.value))
        except (turbohtml.SelectorSyntaxError, ValueError, RecursionError) as error:
            reason = str(error).rpartition('": ')[2]
            self._complain(css, path, f"“{shown(str(css.value))}” is not a CSS selector: {shown(reason, 100)}")

    def _expectations(self, node: Node, path: Path) -> tuple[Expectation, ...]:
        verbs = node.value if isinstance(node.value, dict) else {}
        found = (self._expectation(verb, options, (*path, verb)) for verb, options in verbs.items())
        return tuple(expectation for expectation in found if expectation)

    def _expectation(self, verb: str, node: Node, path: Path) -> Expectation | None:
        module = checks.verb(verb)
        options = plain(node)
        errors = option_errors(verb, options)
        if errors:
            self.complaints += translate(errors, node, path)
            return None
        try:
            prepared = self._prepare(verb, module, options)
            others = module.looks_at(options)
        except OptionError as error:
            self._complain(find(node, error.path), (*path, *error.path), str(error))
            return None
        except _REFUSALS as error:
            self._complain(node, path, f"{verb} cannot work with these options ({shown(str(error), 200)})")
            return None
        unknown = [name for name in others if subjects.describe(name) is None]
        for name in unknown:
            where = _path_of(options, name) or ()
            self._complain(find(node, where), (*path, *where), unknown_subject(name))
        return None if unknown else Expectation(verb, module, options, prepared)

    def _prepare(self, verb: str, module: Verb, options: Any) -> Any:
        key = (verb, json.dumps(options, sort_keys=True))
        if key not in self._prepared:
            self._prepared[key] = module.prepare(options)
        return self._prepared[key]

    def _message(self, node: Node, path: Path, known: Sequence[str]) -> Message | None:
        try:
            message = compile_message(str(node.value))
        except TemplateError as error:
            self._complain(node, path, str(error))
            return None
        unknown = [name for name in dict.fromkeys(message.fields) if name not in known]
        if unknown:
            words = listed([f"{{{shown(name)}}}" for name in unknown])
            available = listed([f"{{{name}}}" for name in known], "or")
            verb = "is" if len(unknown) == 1 else "are"
            self._complain(node, path, f"{words} {verb} not available; use {available}{nearest(unknown[0], known)}")
        return message


def _fields(looked_at: Iterable[Subject], expect: Node) -> tuple[str, ...]:
    """What a message may use: the fields of every rule, of its verbs, and of its subjects."""
    known = set(COMMON_FIELDS)
    for verb in expect.value if isinstance(expect.value, dict) else ():
        known.update(checks.verb(verb).FIELDS)
    for name in looked_at:
        info = subjects.describe(name) if isinstance(name, str) else None
        known.update(info.fields if info else ())
    return tuple(sorted(known))


def _path_of(options: Any, wanted: str) -> Path | None:
    """Where a text stands in options."""
    if options == wanted:
        return ()
    steps: Iterable[tuple[Any, Any]] = ()
    if isinstance(options, dict):
        steps = options.items()
    elif isinstance(options, list):
        steps = enumerate(options)
    for step, item in steps:
        below = _path_of(item, wanted)
        if below is not None:
            return (step, *below)
    return None


def _text(keys: Mapping[str, Node], name: str) -> str | None:
    return str(keys[name].value) if name in keys else None


def _example(node: Node | None) -> Example | None:
    if node is None:
        return None
    if isinstance(node.value, dict):
        url, told = node.value.get("url"), node.value.get("answers")
        answers = {name: answer.value for name, answer in told.value.items()} if told else {}
        return Example(str(node.value["html"].value), str(url.value) if url else None, answers)
    return Example(str(node.value))
