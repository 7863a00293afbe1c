"""The invented people, divisions and applicants of the demo office."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from app.people.models import ROLE_NAMES, Division, DivisionId, DivisionKind, Role

PASSWORD = "demo-2026"  # noqa: S105 - the demo office's, shown at its sign-in
BUREAU = "示例市自然资源和规划局"

DIVISIONS = {
    "licence": Division(
        id=DivisionId(0),
        code="SP",
        name="行政审批处",
        kind=DivisionKind.OFFICE,
        mark="示资规审",
        counter_telephone="0590-5550101",
        supervision_telephone="0590-5550199",
    ),
    "registration": Division(
        id=DivisionId(0),
        code="DJ",
        name="不动产登记中心",
        kind=DivisionKind.CENTRE,
        mark="示资规登",
        counter_telephone="0590-5550201",
        supervision_telephone="0590-5550199",
    ),
    "office": Division(
        id=DivisionId(0),
        code="BG",
        name="办公室",
        kind=DivisionKind.OFFICE,
        mark="示资规办",
        counter_telephone="0590-5550001",
        supervision_telephone="0590-5550199",
    ),
}


@dataclass(frozen=True, kw_only=True)
class DemoPerson:
    """One of the demo office's staff; ``wide`` roles hold in the whole bureau."""

    login: str
    name: str
    role: Role
    division: str
    counter: str = ""
    wide: bool = False


PEOPLE = (
    DemoPerson(
        login="linxiaoyan", name="林晓燕", role=Role.COUNTER_CLERK, division="licence", counter="1号窗口"
    ),
    DemoPerson(
        login="chenjiaming", name="陈嘉铭", role=Role.COUNTER_CLERK, division="licence", counter="2号窗口"
    ),
    DemoPerson(
        login="huangyating", name="黄雅婷", role=Role.COUNTER_CLERK, division="registration", counter="5号窗口"
    ),
    DemoPerson(login="wuzhihong", name="吴志宏", role=Role.HANDLER, division="licence"),
    DemoPerson(login="zhengmeiling", name="郑美玲", role=Role.HANDLER, division="registration"),
    DemoPerson(login="xujianguo", name="许建国", role=Role.DIVISION_HEAD, division="licence"),
    DemoPerson(login="caiwenjuan", name="蔡文娟", role=Role.DIVISION_HEAD, division="registration"),
    DemoPerson(login="yangzhenhua", name="杨振华", role=Role.LEADER_IN_CHARGE, division="office", wide=True),
    DemoPerson(login="suhaiyun", name="苏海云", role=Role.PETITION_CENTRE, division="office", wide=True),
    DemoPerson(login="luguoqiang", name="卢国强", role=Role.EFFICIENCY_OFFICE, division="office", wide=True),
    DemoPerson(login="jianglihua", name="江丽华", role=Role.ARCHIVIST, division="office", wide=True),
    DemoPerson(login="guanliyuan", name="管立远", role=Role.ADMINISTRATOR, division="office", wide=True),
)


def hints() -> tuple[tuple[str, str, str], ...]:
    """Return login, name and role of the demo's people, for its sign-in."""
    return tuple((person.login, person.name, ROLE_NAMES[person.role]) for person in PEOPLE)


_SURNAMES = "林陈黄张吴李郑王刘苏蔡许杨郭叶谢洪曾周庄"
_GIVEN = (
    "明辉",
    "秀英",
    "志强",
    "美珍",
    "国栋",
    "雅芳",
    "文斌",
    "丽娟",
    "建平",
    "淑贞",
    "伟",
    "静",
    "海燕",
    "宗翰",
)
_TRADES = ("置业", "建设", "房地产开发", "市政工程", "海洋科技", "物流")
_TOWNS = ("鹭江", "海湾", "云山", "龙津", "榕城")
_ROADS = ("湖滨示范路", "海沧示例大道", "集贤示例街", "文屏示范路")
_BASES = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def natural_person(chance: Random) -> dict[str, str]:
    """Invent a natural person: name, a certificate number whose check digit is right, telephone, address."""
    body = f"350299{chance.randint(1960, 2004)}{chance.randint(1, 12):02d}{chance.randint(1, 28):02d}"
    body += f"{chance.randint(1, 999):03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    check = "10X98765432"[sum(int(d) * w for d, w in zip(body, weights, strict=True)) % 11]
    return {
        "name": chance.choice(_SURNAMES) + chance.choice(_GIVEN),
        "kind": "自然人",
        "certificate_type": "身份证",
        "certificate": body + check,
        "telephone": f"1380000{chance.randint(0, 9999):04d}",
        "address": f"示例市{chance.choice(_ROADS)}{chance.randint(1, 400)}号",
    }


def organisation(chance: Random) -> dict[str, str]:
    """Invent an organisation: name, a credit code whose check character is right, contact."""
    body = "91350299MA" + "".join(chance.choice(_BASES) for _ in range(7))
    total = sum(_BASES.index(c) * pow(3, place, 31) for place, c in enumerate(body))
    return {
        "name": f"示例市{chance.choice(_TOWNS)}{chance.choice(_TRADES)}有限公司",
        "kind": "单位",
        "certificate_type": "统一社会信用代码",
        "certificate": body + _BASES[(31 - total % 31) % 31],
        "contact": chance.choice(_SURNAMES) + chance.choice(_GIVEN),
        "telephone": f"1390000{chance.randint(0, 9999):04d}",
        "address": f"示例市{chance.choice(_ROADS)}{chance.randint(1, 400)}号",
    }
