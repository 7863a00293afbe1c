"""What is asked while an office is set up: the ways, their steps, and what each step asks for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto


class Way(Enum):
    """What the machine is to be."""

    HERE = "here"
    JOIN = "join"
    NEW = "new"
    CARRY = "carry"


class Step(Enum):
    """The pages of the window."""

    WAYS = auto()
    SERVER = auto()
    OWNER = auto()
    CHECKS = auto()
    OFFICE = auto()
    KEEPER = auto()
    CARRYING = auto()
    PASSWORDS = auto()
    DONE = auto()


STEPS = {
    Way.HERE: (Step.WAYS, Step.OFFICE, Step.DONE),
    Way.JOIN: (Step.WAYS, Step.SERVER, Step.CHECKS, Step.DONE),
    Way.NEW: (Step.WAYS, Step.SERVER, Step.OWNER, Step.CHECKS, Step.OFFICE, Step.DONE),
    Way.CARRY: (
        Step.WAYS,
        Step.SERVER,
        Step.OWNER,
        Step.CHECKS,
        Step.KEEPER,
        Step.CARRYING,
        Step.PASSWORDS,
        Step.DONE,
    ),
}
TITLES = {
    Step.WAYS: "这台电脑怎样使用",
    Step.SERVER: "数据库服务器在哪里",
    Step.OWNER: "用数据库所有者的账号来建",
    Step.CHECKS: "检查服务器",
    Step.OFFICE: "单位和第一个系统管理员",
    Step.KEEPER: "由本机的系统管理员来搬",
    Step.CARRYING: "正在搬到服务器",
    Step.PASSWORDS: "各人的首次密码",
    Step.DONE: "可以登录了",
}


@dataclass(frozen=True, kw_only=True)
class WayWords:
    """How a way is offered."""

    way: Way
    title: str
    text: str


WAYS = (
    WayWords(
        way=Way.HERE,
        title="本机单独使用",
        text="数据存在这台电脑上，只有一个窗口用。以后人多了，可以整个搬到服务器。",
    ),
    WayWords(
        way=Way.JOIN,
        title="加入本单位的局域网",
        text="单位已有数据库服务器：打开管理员给的单位地址文件（office.toml），或填写服务器地址。",
    ),
    WayWords(
        way=Way.NEW,
        title="在服务器上新建单位",
        text="由系统管理员做一次：在一个空的 PostgreSQL 数据库里建立单位和第一个管理员。",
    ),
    WayWords(
        way=Way.CARRY,
        title="把本机的数据搬到服务器",
        text="逐行搬运、逐行核对，中断了可以接着搬；本机的文件留作存档，不再使用。",
    ),
)
NO_LOCAL = "这台电脑上还没有单位的数据。"


@dataclass(frozen=True, kw_only=True)
class Ask:
    """One thing to fill in; with ``secret`` it shows dots; ``wide`` takes the whole row."""

    key: str
    name: str
    help: str = ""
    required: bool = True
    secret: bool = False
    wide: bool = False
    begins: str = ""


@dataclass(frozen=True, kw_only=True)
class Questions:
    """What a page asks for, under a sentence that says why."""

    text: str
    asks: tuple[Ask, ...]


_AGAIN = "至少8个字符"
QUESTIONS = {
    Step.SERVER: Questions(
        text="不用填用户名和密码：以后各人用自己的登录名和密码登录，这台电脑上不保存密码。",
        asks=(
            Ask(key="host", name="服务器", help="名称或IP地址，如 10.0.0.8"),
            Ask(key="port", name="端口", begins="5432"),
            Ask(key="database", name="数据库", begins="office"),
            Ask(key="bureau", name="单位名称", help="显示在登录窗口", required=False),
            Ask(
                key="certificate",
                name="服务器的根证书",
                help="有证书时核验服务器的身份；没有可以不填",
                required=False,
                wide=True,
            ),
        ),
    ),
    Step.OWNER: Questions(
        text="只在建立时用这一次，不保存。账号须是这个数据库的所有者，并能建立登录账号（CREATEROLE）。",
        asks=(
            Ask(key="owner", name="所有者账号"),
            Ask(key="owner_password", name="密码", secret=True, required=False),
        ),
    ),
    Step.KEEPER: Questions(
        text="搬走整个单位的数据，须由本机的系统管理员登录确认。搬完以后，各人用新的首次密码登录。",
        asks=(
            Ask(key="keeper", name="系统管理员的登录名"),
            Ask(key="keeper_password", name="密码", secret=True),
        ),
    ),
    Step.OFFICE: Questions(
        text="处室、人员、事项以后在窗口里增加和修改。",
        asks=(
            Ask(key="bureau", name="单位全称", help="印在文书上", wide=True),
            Ask(key="division_name", name="管理员所在处室", help="如 办公室", wide=True),
            Ask(key="division_mark", name="机关代字", help="印在文号里，如 示资规办"),
            Ask(key="division_code", name="处室代码", help="印在受理编号里", begins="BG"),
            Ask(key="name", name="管理员姓名"),
            Ask(key="login", name="管理员登录名", help="英文字母和数字"),
            Ask(key="password", name="密码", help=_AGAIN, secret=True),
            Ask(key="again", name="再输一次", secret=True),
        ),
    ),
}
