/** What is opened: an arena, a cup or a room for a crowd, and by which rules. */
import { PRESET_NAMES, type PresetName } from "@quickpong/shared/presets.ts";
import {
  COMPETITION_KINDS,
  type CompetitionKind,
  type CompetitionSettings,
  DEFAULT_SETTINGS,
} from "@quickpong/shared/protocol/competition.ts";
import { POINTS_TO_WIN } from "@quickpong/shared/rules.ts";
import { h, setText } from "../../platform/dom.ts";
import { createChoiceRow } from "../choice.ts";
import { competitionText } from "../competition-texts.ts";
import { more } from "../more-texts.ts";
import { segments } from "../segments.ts";

/** Minutes of an arena that are on offer. */
const MINUTES = [5, 10, 15, 20, 30];

export interface MakeFormOptions {
  kind: CompetitionKind;
  onMake: (settings: CompetitionSettings) => void;
}

/** Builds it. */
export function createMakeForm({ kind, onMake }: MakeFormOptions): HTMLElement {
  const chosen = { ...DEFAULT_SETTINGS } as {
    [K in CompetitionKind]: CompetitionSettings & { kind: K };
  };
  let now = kind;
  const about = h("p", { class: "hint" });
  const fields = h("div", { class: "stack" });
  const change = (part: object) => {
    for (const each of COMPETITION_KINDS)
      Object.assign(chosen, { [each]: { ...chosen[each], ...part } });
  };
  const show = (wanted: CompetitionKind) => {
    now = wanted;
    setText(about, competitionText(`about_${wanted}`));
    fields.replaceChildren(...fieldsOf(chosen[wanted], change));
  };
  const names = COMPETITION_KINDS.map((each) => competitionText(`kind_${each}`));
  const kinds = segments(
    "kind",
    competitionText("what"),
    names,
    COMPETITION_KINDS.indexOf(kind),
    (n) => show(COMPETITION_KINDS[n] ?? "arena"),
  );
  show(kind);
  const form = h(
    "form",
    { class: "stack make" },
    kinds,
    about,
    fields,
    h("button", { class: "bar lit", type: "submit", "data-focus": true }, competitionText("make")),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    onMake(settingsOf(chosen[now]));
  });
  return form;
}

type Change = (part: object) => void;

function fieldsOf(settings: CompetitionSettings, change: Change): HTMLElement[] {
  const presets = PRESET_NAMES.map((each) => [each, more(`preset_${each}`)]);
  const rules = createChoiceRow<PresetName>({
    label: more("rules"),
    values: Object.fromEntries(presets) as Record<PresetName, string>,
    chosen: settings.preset,
    onChoose: (preset) => change({ preset }),
  });
  const points = pointsField("points", more("pointsToWin"), settings.points, change);
  if (settings.kind === "winnerStays") return [points, rules];
  if (settings.kind === "arena") {
    const at = MINUTES.indexOf(settings.minutes);
    const labels = MINUTES.map(String);
    const choose = (n: number) => change({ minutes: MINUTES[n] ?? settings.minutes });
    return [segments("minutes", competitionText("minutes"), labels, at, choose), points, rules];
  }
  const semi = pointsField(
    "semiFinal",
    competitionText("semiFinalPoints"),
    settings.semiFinal,
    change,
  );
  const final = pointsField("final", competitionText("finalPoints"), settings.final, change);
  return [points, semi, final, rules];
}

function pointsField(name: string, legend: string, value: number, change: Change): HTMLElement {
  const at = (POINTS_TO_WIN as readonly number[]).indexOf(value);
  return segments(name, legend, POINTS_TO_WIN.map(String), at, (n) =>
    change({ [name]: POINTS_TO_WIN[n] ?? value }),
  );
}

/** Without what belongs to other kinds. */
function settingsOf(all: CompetitionSettings): CompetitionSettings {
  const { kind, preset, points } = all;
  if (kind === "arena") return { kind, preset, points, minutes: all.minutes };
  if (kind === "cup") return { kind, preset, points, semiFinal: all.semiFinal, final: all.final };
  return { kind, preset, points };
}
