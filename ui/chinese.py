"""Qt's own words in Chinese: its translation, and ours where it has none."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

# Qt asks the next translator only when it is given None, which its stub does not say.
_NOTHING: Any = None
_OURS = {
    "&OK": "确定",
    "OK": "确定",
    "&Cancel": "取消",
    "Cancel": "取消",
    "&Yes": "是",
    "&No": "否",
    "&Save": "保存",
    "Save": "保存",
    "&Open": "打开",
    "Open": "打开",
    "&Close": "关闭",
    "Close": "关闭",
    "Apply": "应用",
    "Reset": "重置",
    "Help": "帮助",
    "Discard": "放弃",
    "Retry": "重试",
    "&Undo": "撤销(&U)",
    "&Redo": "重做(&R)",
    "Ignore": "忽略",
    "Abort": "中止",
    "Yes to &All": "全部是",
    "N&o to All": "全部否",
    "Save All": "全部保存",
    "Restore Defaults": "恢复默认",
    "Folder": "文件夹",
    "Size": "大小",
    "File": "文件",
    "%1 File": "%1 文件",
    "Drive": "驱动器",
    "Shortcut": "快捷方式",
    "Unknown": "未知",
}


class OurWords(QTranslator):
    """Answers for the buttons where Qt's translation is missing or speaks otherwise."""

    def isEmpty(self) -> bool:
        """Say that there are words."""
        return False

    def translate(self, _context: str, source: str, _disambiguation: str | None = None, _n: int = -1) -> str:
        """Return our word, or nothing so that Qt's translation is asked."""
        return _OURS.get(source) or _NOTHING


def speak_chinese(application: QCoreApplication) -> None:
    """Set the locale and install the translations."""
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    qt = QTranslator(application)
    if qt.load("qtbase_zh_CN", folder):
        application.installTranslator(qt)
    application.installTranslator(OurWords(application))
