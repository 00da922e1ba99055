/**
 * The states of items as the map shows them: their order, their shapes, and which are open. Touches no DOM.
 *
 * Colours are tokens of the style sheet (`--map-state-…`); each state differs by shape too.
 */

/** Groups of incident statuses that share a symbol and a row in the filter. */
export const INCIDENT_GROUPS = [
  { key: "reported", statuses: ["reported"], shape: "circle", isOpen: true },
  { key: "accepted", statuses: ["accepted"], shape: "square", isOpen: true },
  { key: "whistled", statuses: ["whistled", "reported_in"], shape: "triangle", isOpen: true },
  { key: "returned", statuses: ["returned"], shape: "diamond", isOpen: true },
  { key: "settled", statuses: ["settled"], shape: "ring", isOpen: false },
  { key: "closed", statuses: ["closed", "withdrawn"], shape: "dot", isOpen: false },
];

export const OPEN_GROUPS = INCIDENT_GROUPS.filter(({ isOpen }) => isOpen).map(({ key }) => key);

const GROUP_OF = new Map(INCIDENT_GROUPS.flatMap(({ statuses }, i) => statuses.map((status) => [status, i])));

/** The place of a status in INCIDENT_GROUPS. */
export function groupOf(status) {
  return GROUP_OF.get(status) ?? 0;
}

/** States of an illegal structure, each with the hatch that tells it apart in print and for the colour-blind. */
export const STRUCTURE_STATES = [
  { key: "found", hatch: "none", isStanding: true },
  { key: "verified", hatch: "dots", isStanding: true },
  { key: "stop_order", hatch: "lines", isStanding: true },
  { key: "penalty", hatch: "cross", isStanding: true },
  { key: "demolished", hatch: "crossed-out", isStanding: false },
  { key: "legalised", hatch: "plain", isStanding: false },
];

export const STANDING_STATES = STRUCTURE_STATES.filter(({ isStanding }) => isStanding).map(({ key }) => key);

/** The kind of service point that each community has one of, and that the map shows first. */
export const MAIN_SERVICE = "社区服务管理中心";
