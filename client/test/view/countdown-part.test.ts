import { expect, test } from "vitest";
import type { CourtTransform } from "../../src/layout/court-transform.ts";
import type { MatchEvent, ViewFrame } from "../../src/net/view-frame.ts";
import { CountdownLayer } from "../../src/render/layers/countdown-layer.ts";
import type { LayerContext } from "../../src/render/layers/layer.ts";

/** As much of a Phaser object as the part asks for. */
function fake() {
  const object: Record<string, unknown> = { text: "", visible: false, frame: { name: "patch" } };
  const setters =
    "setOrigin setScale setPosition setAlpha setColor setFontSize setRotation setFrame";
  for (const name of setters.split(" ")) object[name] = () => object;
  const setVisible = (visible: boolean) => Object.assign(object, { visible });
  const setText = (text: string) => Object.assign(object, { text });
  return Object.assign(object, { setVisible, setText }) as Record<string, unknown>;
}

const frame = (events: MatchEvent[] = []) =>
  ({
    phase: "countdown",
    rally: 0,
    own: { score: 0 },
    opponent: { score: 0 },
    ball: null,
    events,
  }) as unknown as ViewFrame;

test("the number of the last match's countdown is not seen in the next one's", () => {
  const [count, patch] = [fake(), fake()];
  const context = {
    scene: { add: { text: () => count, image: () => patch } },
    court: { add: () => undefined },
    palette: { display: "", ink: "" },
    calm: false,
  };
  const part = new CountdownLayer(context as unknown as LayerContext);
  part.place({ upright: false } as CourtTransform, 1);
  part.show(frame([{ type: "countdown", left: 2 }]), 16);
  expect([count["text"], count["visible"], patch["visible"]]).toEqual(["2", true, true]);
  part.reset();
  expect([count["visible"], patch["visible"]]).toEqual([false, false]);
  part.show(frame(), 16);
  expect([count["visible"], patch["visible"]]).toEqual([false, false]);
});
