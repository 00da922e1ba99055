/** Which icon stands for what: kinds of service points and upper categories of incidents. Touches no DOM. */

/** By the names that towns give them; another kind gets a pin. */
const SERVICE_ICONS = {
  社区服务管理中心: "landmark",
  党群服务中心: "flag",
  便民超市: "store",
  农产品展销超市: "wheat",
  爱心超市: "gift",
  志愿服务站: "hand-heart",
  卫生室: "stethoscope",
  长者食堂: "utensils",
  公共厕所: "toilet",
  微型消防站: "fire-extinguisher",
  警务室: "shield",
  户外劳动者驿站: "coffee",
  集中充电点: "plug-zap",
};

/** By the names that the urban-management standards give them; a town's own categories get a tag. */
const CATEGORY_ICONS = {
  市容环境: "trash-2",
  宣传广告: "megaphone",
  施工管理: "hard-hat",
  突发事件: "siren",
  街面秩序: "traffic-cone",
  公用设施: "lamp",
  矛盾纠纷: "scale",
  民生诉求: "message-circle",
  公共安全: "shield-alert",
};

export const serviceIcon = (kind) => SERVICE_ICONS[kind] ?? "map-pin";

/** @param {string} name of the upper category, in Chinese */
export const categoryIcon = (name) => CATEGORY_ICONS[name] ?? "tag";
