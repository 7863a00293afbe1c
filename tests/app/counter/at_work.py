from __future__ import annotations

from app.cases.commands import (
    ChangeCase,
    IssueForCase,
    OpenCase,
)
from app.cases.models import MaterialStatus, Party

PERSON = Party(name="陈大文", telephone="13800001234", certificate="11010519491231002X", address="示例路1号")


def opened(office, *, application=True, words="gcgh", who=None, applicant=PERSON, **given):
    who = who or office.clerk
    matter = office.matter(words, who.login)
    return office.desk.counter.open(
        who, OpenCase(matter=matter.id, applicant=applicant, application=application, **given)
    )


def ticked(office, case, **statuses):
    """Tick every material present but those named by their place."""
    listed = tuple(
        _with(material, statuses.get(f"m{place}", "已具备")) for place, material in enumerate(case.materials)
    )
    return office.desk.counter.change(
        office.clerk,
        ChangeCase(case=case.id, version=case.version, applicant=case.applicant, materials=listed),
    )


def _with(material, status):
    values = {name: getattr(material, name) for name in type(material).__dataclass_fields__}
    faulty = status == "不符合"
    return type(material)(
        **{
            **values,
            "status": MaterialStatus(status),
            "fault": "缺签章" if faulty else "",
            "standard": "签章齐全",
        }
    )


def issued(office, case, type_key, fields=None, **more):
    who = more.pop("who", office.clerk)
    return office.desk.papers.issue(
        who, IssueForCase(case=case.id, type_key=type_key, fields=fields or {}, **more)
    )
