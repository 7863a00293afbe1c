from __future__ import annotations

from app.cases.commands import ChangeCase, DoAct, IssueForCase, OpenCase
from app.cases.models import MaterialStatus, Party

PERSON = Party(name="陈大文", telephone="13800001234", certificate="11010519491231002X", address="示例路1号")


def opened(office, *, application=True, words="gcgh", who=None, applicant=PERSON, **given):
    who = who or office.clerk
    matter = office.matter(words, who.login)
    return office.desk.counter.open(
        who, OpenCase(matter=matter.id, applicant=applicant, application=application, **given)
    )


def ticked(office, case, who=None, **statuses):
    """Tick every material present but those named by their place."""
    listed = tuple(
        _with(material, statuses.get(f"m{place}", "已具备")) for place, material in enumerate(case.materials)
    )
    return office.desk.counter.change(
        who or office.clerk,
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


def why_not(office, case, act, who=None):
    """Why an act is closed to the person now; "" when it can be done."""
    offers = office.desk.acts.offers(who or office.clerk, case.id)
    return next(offer.closed for offer in offers if offer.way.key == act)


def done(office, case, act, fields=None, who=None, **more):
    """Do an act of a case that is no paper (or is one) and return what became of it."""
    command = DoAct(case=case.id, act=act, fields=fields or {}, **more)
    return office.desk.acts.do(who or office.clerk, command)


def withdrawn(office, case, day, who=None):
    fields = {"reason": "申请人书面撤回申请", "asked_on": day.isoformat()}
    return done(office, case, "withdraw", fields, who).case


def secondary(office, words="gcgh", who=None):
    """The place of the first secondary material that an applicant brings himself, as ``ticked`` names it."""
    materials = office.matter(words, (who or office.clerk).login).materials
    return f"m{next(n for n, each in enumerate(materials) if not each.main and not each.shared)}"
