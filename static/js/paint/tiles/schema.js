/**
 * What the layers of vector tiles mean, by the two usual schemas, OpenMapTiles and Shortbread. Touches no DOM.
 *
 * Each says its classes in `class` or `kind`; what is not known here is not drawn.
 */

const LAND = {
  hill: ["wood", "forest", "scrub", "heath"],
  park: ["grass", "park", "meadow", "garden", "golf_course", "recreation_ground", "village_green", "cemetery", "grave_yard", "playground", "pitch",
    "national_park", "nature_reserve", "protected_area", "public_park"],
  field: ["farmland", "farm", "orchard", "vineyard", "allotments", "greenhouse_horticulture", "plant_nursery"],
  industry: ["industrial", "commercial", "retail", "railway", "quarry", "landfill"],
  public: ["school", "university", "college", "kindergarten", "hospital", "stadium", "library", "military"],
  slab: ["residential", "neighbourhood", "suburb", "quarter"],
};
const ROADS = {
  1: ["motorway", "motorway_link", "trunk", "trunk_link", "primary", "primary_link", "secondary", "secondary_link"],
  2: ["tertiary", "tertiary_link", "minor", "minor_construction", "unclassified", "residential", "street", "busway", "bus_guideway"],
  3: ["service", "track", "path", "footway", "pedestrian", "living_street", "cycleway", "steps", "bridleway", "street_limited"],
};
const PLACES = { city: 5, town: 4, suburb: 3, quarter: 3, village: 3, neighbourhood: 2, hamlet: 1, isolated_dwelling: 1 };

export const LAND_LAYERS = ["landcover", "landuse", "park", "land", "sites"];
export const WATER_LAYERS = ["ocean", "water", "water_polygons"];
export const STREAM_LAYERS = ["waterway", "water_lines"];
export const BUILDING_LAYERS = ["building", "buildings"];
export const ROAD_LAYERS = ["transportation", "streets", "roads", "road"];
export const ROAD_NAME_LAYERS = ["transportation_name", "street_labels", "streets_labels"];
export const WATER_NAME_LAYERS = ["water_name", "water_polygons_labels", "water_lines_labels"];
export const PLACE_LAYERS = ["place", "place_labels"];

const tokens = inverted(LAND);
const levels = inverted(ROADS);

/** The token of a piece of land, or undefined. */
export const landToken = (properties) => tokens.get(properties.subclass) ?? tokens.get(classOf(properties));

/** The level of a road, 1 to 3, or undefined for rails and the like. */
export function roadLevel(properties) {
  if (properties.rail) return undefined;
  const level = levels.get(classOf(properties));
  return level && Number(level);
}

export const isBridge = ({ brunnel, bridge }) => brunnel === "bridge" || bridge === true || bridge === 1;
export const isTunnel = ({ brunnel, tunnel }) => brunnel === "tunnel" || tunnel === true || tunnel === 1;

/** How much a place counts, 1 to 5; undefined for what is no settlement. */
export const placeRank = (properties) => PLACES[classOf(properties)];

/** A name in the language of the page where there is one. */
export function nameOf(properties, language) {
  const wanted = language.startsWith("zh") ? [`name:${language}`, "name:zh", "name_zh"] : ["name:en", "name_en"];
  const name = [...wanted, "name"].map((key) => properties[key]).find((text) => typeof text === "string" && text);
  return name?.slice(0, 60) ?? null;
}

function classOf(properties) {
  return properties.class ?? properties.kind;
}

function inverted(record) {
  return new Map(Object.entries(record).flatMap(([key, classes]) => classes.map((name) => [name, key])));
}
