"""What to do with the issued papers of work orders and talks, before and after they are printed."""

from __future__ import annotations

_FILED = "已打印。签收、签字后随工单存档。"
NEXT: dict[str, tuple[str, str]] = {
    "work_order": ("打印后由经办人和主办单位负责人签字，随工单存档。", _FILED),
    "day_sheet": ("打印后由交办人和签收单位签字；一式两份，信访中心、签收单位各一份。", _FILED),
    "order_return_sheet": ("打印后由申请人和单位负责人签字，送信访中心核实。", _FILED),
    "co_handling_letter": ("打印后盖章送协办单位；反馈单由协办单位在期限前填写送回。", _FILED),
    "reply_sheet": ("打印后由经办人、审核人、签发人签字，送信访中心。", _FILED),
    "call_back_record": ("打印后由回访人签字，随工单存档。", _FILED),
    "supervision_letter": ("打印后送承办单位签收；整改情况在期限前反馈。", _FILED),
    "talk_notice": (
        "打印后盖章送被约谈单位；约谈后在“约谈”（Alt+Y）记约谈记录。",
        "已打印。送被约谈单位签收。",
    ),
    "talk_record": (
        "打印后由约谈人、被约谈人、记录人签字；整改期限前由被约谈单位反馈。",
        "已打印。签字后存档。",
    ),
}
PARTIES = {"talk_notice": "单位", "talk_record": "单位", "day_sheet": "单位"}
