"""The columns a matter sheet may have."""

from __future__ import annotations

from app.sheets.headings import Column

MATTER_COLUMNS = (
    Column(
        key="code",
        title="事项编码",
        others=("编码", "实施编码", "事项代码", "事项编号", "目录编码", "实施清单编码"),
        required=True,
    ),
    Column(
        key="name",
        title="事项名称",
        others=("名称", "项目名称", "政务服务事项", "政务服务事项名称"),
        required=True,
    ),
    Column(
        key="kind",
        title="办件类型",
        others=("类型", "服务类型", "审批服务类型", "办件类别", "办理类型"),
        required=True,
    ),
    Column(key="regime", title="适用规定", others=("告知规定", "适用程序", "适用法律")),
    Column(
        key="division",
        title="责任单位",
        others=("承办处室", "承办单位", "责任处室", "办理处室", "承办机构"),
        required=True,
    ),
    Column(
        key="basis",
        title="设定依据",
        others=("办理依据", "法律依据", "实施依据", "依据"),
        required=True,
    ),
    Column(
        key="conditions", title="受理条件", others=("办理条件", "申请条件", "许可条件", "条件"), required=True
    ),
    Column(key="procedure", title="办理流程", others=("办理程序", "程序", "流程", "办事流程"), required=True),
    Column(key="requirements", title="办理要求", others=("申请要求", "要求")),
    Column(
        key="statutory_limit",
        title="法定办结时限",
        others=("法定时限", "法定期限", "法定办理时限", "法定"),
        required=True,
    ),
    Column(
        key="committed_limit",
        title="承诺办结时限",
        others=("承诺时限", "承诺期限", "承诺办理时限", "承诺"),
        required=True,
    ),
    Column(
        key="fee", title="收费标准", others=("收费", "收费情况", "收费依据及标准", "收费依据和标准", "是否收费")
    ),
    Column(
        key="special_steps", title="特殊环节", others=("特殊程序", "特别程序", "特殊环节及时限", "特殊环节名称")
    ),
    Column(key="correction", title="补正期限", others=("补正时限", "材料补正期限")),
    Column(key="counter_telephone", title="咨询电话", others=("窗口电话", "联系电话", "咨询方式")),
    Column(key="supervision_telephone", title="监督电话", others=("投诉电话", "监督投诉电话", "监督投诉方式")),
)

MATERIAL_COLUMNS = (
    Column(key="of", title="所属事项编码", others=("所属事项", "所属编码", "对应事项编码"), required=True),
    Column(key="material", title="材料名称", others=("申请材料", "申请材料名称"), required=True),
    Column(
        key="main", title="主要/次要", others=("主次", "材料主次", "主要或次要", "是否主要", "是否主要材料")
    ),
    Column(key="form", title="原件/复印件", others=("原件或复印件", "原件复印件", "材料形式")),
    Column(key="copies", title="份数", others=("材料份数", "纸质份数", "数量")),
    Column(key="medium", title="纸质/电子", others=("纸质或电子", "材料介质", "介质", "载体", "载体形式")),
    Column(key="source", title="来源", others=("材料来源", "来源渠道")),
    Column(key="shared", title="政府共享", others=("是否共享", "共享", "是否政府共享", "数据共享")),
    Column(key="remark", title="备注", others=("材料备注", "备注说明")),
)

COLUMNS = (*MATTER_COLUMNS, *MATERIAL_COLUMNS)
TITLE_OF = {column.key: column.title for column in COLUMNS}
