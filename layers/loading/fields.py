"""Which column of a file holds which field of ours, by the names that such columns usually have.

Names are compared without case, spaces and underscores. The first of a field's names that the file has is taken.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from layers.files.columns import find_column, find_field, named_column
from layers.loading.errors import LoadError

_USUAL = {
    "community_name": "communityname commname 社区名称 社区名",
    "kind": "kind 类别 类型 type",
    "households": "households 户数 总户数 家庭户数",
    "residents": "residents population 人口 人口数 总人口 人数",
    "use": "use landuse 用途 土地用途 用地性质 建筑用途 building",
    "floors": "floors levels buildinglevels 层数 楼层 楼层数 地上层数",
    "level": "level 等级 级别 道路等级 highway",
    "is_bridge": "isbridge bridge 桥 桥梁 是否桥梁",
    "block_code": "blockcode block 街坊 街坊编码",
    "external_id": "externalid 事件编号 案件编号 工单号 工单编号 受理编号 编号 编码 id rowid osmid gid code",
    "source": "source 来源 事件来源 案件来源 来源渠道",
    "address": "address 地址 事发地址 发生地址 详细地址 地点 位置",
    "accuracy_m": "accuracym accuracy 定位精度 精度",
    "category": "category categorycode 事件类别 事件类型 案件类别 案件类型 问题类型 类别 类型 小类 type",
    "text": "text description 描述 事件描述 问题描述 案件描述 事件内容 诉求内容 内容 详情 案情 说明 details",
    "status": "status 状态 事件状态 办理状态 处置状态 案件状态",
    "reported_at": "reportedat 上报时间 事件时间 受理时间 登记时间 发生时间 发现时间 时间 日期 createdat datetime date time",
    "due_at": "dueat deadline 截止时间 办理时限 办结时限 处置时限",
    "settled_at": "settledat 办结时间 处置时间 处理时间",
    "closed_at": "closedat 结案时间 归档时间",
    "settled_on_the_spot": "settledonthespot 当场处置 是否当场处置 是否当场办结 当场办结",
    "department": "departmentcode department 责任部门 主办部门 处置部门 承办部门 部门",
    "reporter": "reporter 上报人 举报人 反映人 来电人",
    "reporter_phone": "reporterphone 上报人电话 举报人电话 反映人电话 来电号码 联系电话",
    "state": "state status 状态 案件状态 处置状态 处置情况",
    "found_how": "foundhow 发现方式 发现途径",
    "found_at": "foundat 发现时间 发现日期 上报时间 时间 日期 date",
    "stop_due_at": "stopdueat",
    "penalty_due_at": "penaltydueat",
    "demolish_due_at": "demolishdueat",
    "ended_at": "endedat 拆除时间 拆除日期 结案时间",
    "area_m2": "aream2 area 违建面积 建筑面积 面积",
    "owner": "owner 当事人 违建人 业主 户主 所有人",
    "hours": "hours openinghours 服务时间 营业时间 开放时间 办公时间",
    "phone": "phone 电话 联系电话 服务电话 办公电话",
}
_NAMES_FOR_CODES = (("code", "name"), ("cd", "nm"), ("编码", "名称"), ("代码", "名称"))


@dataclass(frozen=True)
class Fields:
    """Field of ours → column of the file; what is missing has no column."""

    columns: Mapping[str, str]

    def __contains__(self, field: str) -> bool:
        return field in self.columns

    def __getitem__(self, field: str) -> str:
        return self.columns[field]

    @property
    def told(self) -> str:
        """Which column each field is taken from, in one line."""
        pairs = [field if field == name else f"{field} from {name}" for field, name in self.columns.items()]
        return ", ".join(pairs)


def choose_fields(
    columns: Sequence[str],
    wanted: Sequence[str],
    named: Mapping[str, str | None],
    *,
    required: Sequence[str] = (),
    usual: Mapping[str, str] = MappingProxyType({}),
) -> Fields:
    """Find the columns of the `wanted` fields; those that are `named` must be there, and so must the `required` ones.

    A column that was named for one field is not taken for another. `usual` are names, parted by spaces, that go
    before those that a field has in most files.
    """
    given = {field: named_column(columns, name) for field, name in named.items() if name is not None}
    free = [column for column in columns if column not in given.values()]
    found = {}
    for field in wanted:
        column = given.get(field) or _find(free, field, usual)
        if column is None and field in required:
            raise LoadError(
                f"Which column holds the {field.replace('_', ' ')} cannot be told from its name; "
                f"name it with --{field.replace('_', '-')}. The columns are: {', '.join(columns)}."
            )
        if column is not None:
            found[field] = column
    return Fields(found)


def name_beside(code_column: str, columns: Sequence[str]) -> str | None:
    """Find the column of names that belongs to a column of codes: lad16nm to lad16cd, 社区名称 to 社区编码."""
    for code, name in _NAMES_FOR_CODES:
        stem = code_column.removesuffix(code) if code_column.casefold().endswith(code) else None
        if stem is not None and stem + name in columns:
            return stem + name
    return None


def _find(columns: Sequence[str], field: str, usual: Mapping[str, str]) -> str | None:
    if names := usual.get(field) or _USUAL.get(field):
        return find_column(columns, names.split())
    return find_field(columns, field)
