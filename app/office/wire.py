"""The line between this machine and the database: who could read along, and whether it is the right server."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Wire:
    """``local`` says that nothing leaves the machine; ``verified`` that the server proved who it is."""

    local: bool = False
    encrypted: bool = False
    verified: bool = False

    @property
    def warning(self) -> str:
        """What the status bar says in few words, "" where all is well."""
        if self.local or self.verified:
            return ""
        return "连接已加密，未核验服务器" if self.encrypted else "与服务器的连接没有加密"

    @property
    def explained(self) -> str:
        """What that means and what to do, "" where all is well."""
        if self.local or self.verified:
            return ""
        if self.encrypted:
            return (
                "与服务器的连接已加密，但没有核验服务器的身份，不能排除被冒充。"
                "请系统管理员把服务器的根证书写进单位地址文件（certificate）。"
            )
        return (
            "与服务器的连接没有加密，申请人信息在网上明传，同一网络里的人能够读到。"
            "请系统管理员在数据库服务器上启用加密（TLS）。"
        )


THIS_MACHINE = Wire(local=True)
