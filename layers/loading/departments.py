"""The town's departments from files: who answers a whistle, and where they can be called."""

from sqlalchemy.orm import Session

from layers.loading.merging import compare, write_rows
from layers.loading.progress import Progress, silent
from layers.loading.report import Report
from layers.loading.sheet import Sheet
from layers.loading.values import text
from layers.models import Department
from layers.towns import hold_town

USUAL = {
    "code": "code departmentcode 编码 代码 部门编码 部门代码 单位编码 单位代码 编号 id",
    "name": "name department departmentname 名称 部门名称 部门 单位名称 单位 责任部门",
    "name_en": "nameen englishname 英文名称 英文名",
    "phone": "phone telephone 电话 联系电话 值班电话 办公电话 部门电话",
}
REQUIRED = ("name",)


def load_departments(session: Session, sheet: Sheet, *, progress: Progress = silent) -> Report:
    """Put departments into the database, in the caller's transaction; known ones that differ are changed.

    Where the file has no column of codes, the name is the code.
    """
    hold_town(session)
    names = sheet.read("name", text)
    codes = sheet.read("code", text) if "code" in sheet.fields else names
    english = sheet.read("name_en", text)
    phones = sheet.read("phone", text)
    sheet.require("name", names)
    sheet.require("code", codes)
    sheet.refuse_repeats(codes, "its code")
    rows = {
        at: {"code": codes[at], "name": names[at], "name_en": english[at] or names[at], "phone": phones[at]}
        for at in sheet.taken
    }
    told = [name for name in USUAL if name in sheet.fields and name != "code"]
    found = compare(session, Department, ("code",), rows, only=told)
    write_rows(session, Department, rows, found, told=told, progress=progress)
    return Report(
        fields=sheet.fields.told,
        added=len(found.new),
        changed=len(found.differing),
        unchanged=len(found.standing) - len(found.differing),
        rejected=sheet.rejected(),
        warnings=sheet.warnings,
    )
