"""The kinds of service points. Kinds are the town's own words; these are the usual ones."""

from flask_babel import lazy_gettext as _

TEXTS = {
    "service.社区服务管理中心": _("Community service centre"),
    "service.党群服务中心": _("Party and people centre"),
    "service.便民超市": _("Convenience shop"),
    "service.农产品展销超市": _("Farm produce shop"),
    "service.爱心超市": _("Charity shop"),
    "service.志愿服务站": _("Volunteer station"),
    "service.卫生室": _("Clinic"),
    "service.长者食堂": _("Canteen for the elderly"),
    "service.公共厕所": _("Public toilet"),
    "service.微型消防站": _("Fire post"),
    "service.警务室": _("Police post"),
    "service.户外劳动者驿站": _("Rest stop for outdoor workers"),
    "service.集中充电点": _("Charging point"),
}
