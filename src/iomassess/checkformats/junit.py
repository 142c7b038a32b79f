"""For readers of test results: a suite for each file; what fails the check is a failed test."""

import re
from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from iomassess.checkformats._places import message
from iomassess.notices import Looked, Notice, Review, unusable


def write(review: Review) -> str:
    """Each notice is a test of its file; a file of which nothing is told is one that passed."""
    whole = Element("testsuites", name="iomassess check")
    for one in review.looked:
        _suite(whole, one, review)
    _count(whole, whole.iter("testcase"))
    indent(whole)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{tostring(whole, encoding="unicode")}\n'


def _suite(whole: Element, looked: Looked, review: Review) -> None:
    suite = SubElement(whole, "testsuite", name=_allowed(looked.name))
    for notice in Review((looked,)).notices:
        _case(suite, notice, fails=review.fails(notice))
    for one in looked.suppressed:
        case = _named(suite, one.notice)
        SubElement(case, "skipped", message=_allowed(f"suppressed: {one.reason}"))
    if not len(suite):
        SubElement(suite, "testcase", name="sound", classname=_allowed(looked.name))
    _count(suite, suite.iter("testcase"))


def _case(suite: Element, notice: Notice, *, fails: bool) -> None:
    case, said = _named(suite, notice), _allowed(message(notice.problem))
    shown = _allowed(notice.problem.shown())
    if unusable(notice):
        SubElement(case, "error", message=said, type=notice.rule).text = shown
    elif fails:
        SubElement(case, "failure", message=said, type=notice.rule).text = shown
    else:
        SubElement(case, "system-out").text = f"{notice.severity}: {shown}"


def _named(suite: Element, notice: Notice) -> Element:
    """A test named by its rule and record; the place in the file is where readers look for it."""
    problem = notice.problem
    name = f"{notice.rule}: {notice.subject}" if notice.subject else notice.rule
    case = SubElement(suite, "testcase", name=_allowed(name), classname=_allowed(problem.path))
    if problem.line:
        case.set("file", _allowed(problem.path))
        case.set("line", str(problem.line))
    return case


def _count(element: Element, cases: Iterable[Element]) -> None:
    listed = list(cases)
    element.set("tests", str(len(listed)))
    for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        element.set(name, str(sum(case.find(tag) is not None for case in listed)))


_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _allowed(text: str) -> str:
    """Text with what XML cannot hold spelt out."""
    return _NOT_XML.sub(lambda found: found.group().encode("unicode_escape").decode(), text)
