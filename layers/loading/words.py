"""The words for states and kinds in files, English and Chinese, and what they mean here."""

from enum import StrEnum
from typing import TypeVar

from layers.loading.values import spelled
from layers.models import GridKind, IncidentStatus, Role, StructureState

Member = TypeVar("Member", bound=StrEnum)


def _table(members: type[Member], chinese: dict[Member, str]) -> dict[str, Member]:
    """Every spelling → its member: the member's own name, and the Chinese words, which are parted by spaces."""
    own = {spelled(member): member for member in members}
    return own | {word: member for member, words in chinese.items() for word in words.split()}


GRID_KINDS = _table(
    GridKind,
    {
        GridKind.BASIC: "基础 基础网格 普通 普通网格 一般网格",
        GridKind.DEDICATED: "专属 专属网格 专门网格",
    },
)

INCIDENT_STATUSES = _table(
    IncidentStatus,
    {
        IncidentStatus.REPORTED: "上报 已上报 待受理 新建 未受理",
        IncidentStatus.ACCEPTED: "受理 已受理 处理中 处置中 办理中 在办",
        IncidentStatus.WHISTLED: "吹哨 已吹哨",
        IncidentStatus.REPORTED_IN: "报到 已报到",
        IncidentStatus.SETTLED: "办结 已办结 处置 已处置 已处理 已解决 已完成",
        IncidentStatus.CLOSED: "结案 已结案 关闭 已关闭 归档 已归档",
        IncidentStatus.RETURNED: "退回 已退回 返工",
        IncidentStatus.WITHDRAWN: "撤销 已撤销 撤回 已撤回 作废 已作废",
    },
)

STRUCTURE_STATES = _table(
    StructureState,
    {
        StructureState.FOUND: "发现 已发现 待核实",
        StructureState.VERIFIED: "核实 已核实 已认定 认定",
        StructureState.STOP_ORDER: "停工 责令停工 责令停止 责令停建 已责令停止",
        StructureState.PENALTY: "处罚 已处罚 行政处罚 立案 已立案",
        StructureState.DEMOLISHED: "拆除 已拆除 拆违",
        StructureState.LEGALISED: "补办 补办手续 已补办 已补办手续 合法化",
    },
)

# Posts that hang on the notice board; who may sign in as what is not loaded from files.
POSTS = {
    word: role
    for word, role in _table(
        Role,
        {
            Role.GRID_LEADER: "网格长 总网格长 网格负责人",
            Role.MICRO_GRID_LEADER: "微网格长 微网格员 楼栋长 街巷长 巷长 单元长 组长 村民小组长 microgridleader",
            Role.COMMUNITY_SECRETARY: "书记 社区书记 支部书记 党支部书记 社区党支部书记 党总支书记 社区党总支书记 secretary",
        },
    ).items()
    if role in (Role.GRID_LEADER, Role.MICRO_GRID_LEADER, Role.COMMUNITY_SECRETARY)
}

STREET_LEVELS = {"1": 1, "2": 2, "3": 3} | {
    word: level
    for level, words in {
        1: "main mainroad motorway trunk primary secondary motorwaylink trunklink primarylink secondarylink"
        " highway majorroad 主干道 主干路 快速路 国道 省道 干道",
        2: "street tertiary tertiarylink unclassified residential road minorroad 次干道 次干路 支路 街 街道 县道 乡道",
        3: "lane alley service track path footway pedestrian steps livingstreet cycleway 巷 小巷 巷道 里弄 村道 步道",
    }.items()
    for word in words.split()
}

YES_OR_NO = {
    word: is_so
    for is_so, words in {True: "1 yes true y t 是 有", False: "0 no false n f 否 无 不是"}.items()
    for word in words.split()
}

# OpenStreetMap says what kind of bridge it is.
BRIDGES = YES_OR_NO | dict.fromkeys(("viaduct", "aqueduct", "movable", "cantilever", "covered", "桥"), True)
