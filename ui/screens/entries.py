"""The screens in the order of the rail; one line each, loaded when first opened."""

from __future__ import annotations

from app.people.permissions import ROLES, Right
from ui.context import Later, ScreenEntry

_SEES_WORK = ROLES[Right.SEE_WORK]
_AT_THE_COUNTER = ROLES[Right.OPEN_CASE] | ROLES[Right.SEE_WORK]

ENTRIES: tuple[ScreenEntry, ...] = (
    ScreenEntry(
        key="work_list",
        title="待办",
        icon="work_list",
        make=Later("ui.screens.work_list.view", "WorkListScreen"),
        help_page="work_list",
        roles=_SEES_WORK,
    ),
    ScreenEntry(
        key="counter",
        title="窗口办件",
        icon="counter",
        make=Later("ui.screens.counter.view", "CounterScreen"),
        help_page="counter",
        roles=_AT_THE_COUNTER,
    ),
    ScreenEntry(
        key="contacts",
        title="首问登记",
        icon="contacts",
        make=Later("ui.screens.contacts.view", "ContactsScreen"),
        help_page="contacts",
        words=("来访", "来电", "首问", "签收", "移交", "信访"),
    ),
    ScreenEntry(
        key="clocks",
        title="限时办结",
        icon="clock",
        make=Later("ui.screens.clocks.view", "ClocksScreen"),
        help_page="clocks",
        roles=_SEES_WORK,
        words=("期限", "逾期", "临期", "延期", "来文", "交办"),
    ),
    ScreenEntry(
        key="document_form",
        title="文书",
        icon="document",
        make=Later("ui.screens.document_form.view", "DocumentFormScreen"),
        help_page="document_form",
        roles=_SEES_WORK,
        in_rail=False,
    ),
    ScreenEntry(
        key="register",
        title="文书登记",
        icon="register",
        make=Later("ui.screens.register.view", "RegisterScreen"),
        help_page="register",
        roles=_SEES_WORK,
        words=("查找", "补打", "作废", "送达", "核验"),
    ),
    ScreenEntry(
        key="denials",
        title="否定报备",
        icon="denial",
        make=Later("ui.screens.denials.view", "DenialsScreen"),
        help_page="denials",
        roles=_SEES_WORK,
        words=("不予受理", "核查", "补报", "投诉", "复核", "归档"),
    ),
    ScreenEntry(
        key="calendar",
        title="工作日历",
        icon="calendar",
        make=Later("ui.screens.calendar.view", "CalendarScreen"),
        help_page="calendar",
        words=("放假", "调休", "期限计算"),
    ),
    ScreenEntry(
        key="statistics",
        title="统计",
        icon="statistics",
        make=Later("ui.screens.statistics.view", "StatisticsScreen"),
        help_page="statistics",
        roles=ROLES[Right.SEE_STATISTICS],
        words=("报表", "按时率", "办结率", "口径"),
    ),
    ScreenEntry(
        key="posts",
        title="岗位与离岗",
        icon="posts",
        make=Later("ui.screens.posts.view", "PostsScreen"),
        help_page="posts",
        words=("AB岗", "顶岗", "请假", "休假", "返岗", "替代", "交接"),
    ),
    ScreenEntry(
        key="handovers",
        title="工作交接",
        icon="posts",
        make=Later("ui.screens.handovers.view", "HandoversScreen"),
        help_page="handovers",
        in_rail=False,
        words=("交接单", "接收", "返岗交还", "监交", "AB岗"),
    ),
    ScreenEntry(
        key="catalogue",
        title="事项目录",
        icon="catalogue",
        make=Later("ui.screens.catalogue.view", "CatalogueScreen"),
        help_page="catalogue",
        words=("事项", "材料", "导入"),
    ),
    ScreenEntry(
        key="staff",
        title="人员与角色",
        icon="staff",
        make=Later("ui.screens.staff.view", "StaffScreen"),
        help_page="staff",
        roles=ROLES[Right.EDIT_STAFF],
        words=("处室", "权限", "密码"),
    ),
    ScreenEntry(
        key="settings",
        title="设置",
        icon="settings",
        make=Later("ui.screens.settings.view", "SettingsScreen"),
        help_page="settings",
        words=("备份", "台账", "字体", "打印机", "用语"),
    ),
)
