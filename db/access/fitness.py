"""What a server must offer before an office is made on it, and what is missing, in Chinese."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection

OLDEST = 13
_RIGHTS = """SELECT has_database_privilege(current_database(), 'CREATE') AS makes_schemas,
  has_schema_privilege('public', 'CREATE') AS makes_tables,
  (SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user) AS makes_roles,
  EXISTS (SELECT FROM pg_timezone_names WHERE name = 'Asia/Shanghai') AS knows_zone"""


def problems(connection: Connection, *, roles: bool) -> tuple[str, ...]:
    """Return what the server or the account lacks; with ``roles`` staff get database roles of their own."""
    return tuple(_problems(connection, roles=roles))


def _problems(connection: Connection, *, roles: bool) -> Iterator[str]:
    version = int(connection.exec_driver_sql("SHOW server_version_num").scalar_one())
    if version < OLDEST * 10_000:
        yield f"服务器是 PostgreSQL {version // 10_000}，需要 {OLDEST} 或更新的版本。请升级数据库服务器。"
    if connection.exec_driver_sql("SHOW server_encoding").scalar() != "UTF8":
        yield "这个数据库的编码不是 UTF8，存不下全部汉字。请用 UTF8 编码重建数据库。"
    found = connection.exec_driver_sql(_RIGHTS).one()
    if not found.knows_zone:
        yield "服务器没有时区 Asia/Shanghai（北京时间）。请安装服务器的时区资料。"
    if not (found.makes_schemas and found.makes_tables):
        yield "数据库账号不能在这个数据库里建表。请把数据库的所有者改为它（ALTER DATABASE … OWNER TO …）。"
    if roles and not found.makes_roles:
        yield "数据库账号没有建立登录账号的权限。请由数据库管理员执行：ALTER ROLE … CREATEROLE。"
