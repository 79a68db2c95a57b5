import { LEFT, MAX_AHEAD, RIGHT, TICK_MS } from "@quickpong/shared/court.ts";
import { PHASES } from "@quickpong/shared/match.ts";
import { trackAt } from "@quickpong/shared/paddle.ts";
import { CloseReason } from "@quickpong/shared/protocol/messages.ts";
import { CLASSIC_RULES } from "@quickpong/shared/rules.ts";
import { expect, it } from "vitest";
import { SpokenLink } from "../support/spoken-link.ts";

const gaps = (frame: { events: readonly { type: string }[] } | null) =>
  frame?.events.filter(({ type }) => type === "gap").length;

/** In the first countdown, with everything known. */
function begun(side: typeof LEFT | null = LEFT): SpokenLink {
  const link = new SpokenLink(side);
  link.patch(0);
  link.run(100, 1000);
  return link;
}

it("draws nothing before it knows both the match and its clocks", () => {
  const link = new SpokenLink();
  const { netplay, said } = link;
  expect([netplay.frame(0), netplay.ready, netplay.rtt]).toEqual([null, false, 0]);
  expect(said).toEqual([{ kind: "ping", id: 1, rtt: 0 }]);
  link.line.pong({ id: 1, received: 40 }, 80);
  expect([netplay.frame(90), netplay.ready, netplay.rtt]).toEqual([null, false, 80]);
  link.patch(60);
  expect(netplay.ready).toBe(true);
  expect(netplay.frame(110)).toMatchObject({ now: 110, phase: "countdown", watching: false });
  expect(netplay.lastFrameAt).toBe(110);
  const other = new SpokenLink();
  other.patch(0);
  expect([other.netplay.frame(50), other.netplay.ready]).toEqual([null, false]);
});

it("says a wish once, dated behind P, and a stop as well", () => {
  const { netplay, clocks, ...link } = begun();
  const inputs = () => link.said.filter(({ kind }) => kind === "input");
  expect(inputs()).toEqual([]);
  netplay.steer(100);
  netplay.frame(1000);
  const tick = Math.floor(clocks.P) + 1;
  expect(inputs()).toEqual([{ kind: "input", seq: expect.any(Number), tick, target: 100 }]);
  netplay.frame(1016);
  expect(inputs().length).toBe(1);
  netplay.steer(null);
  netplay.frame(1032);
  expect(inputs().length).toBe(2);
});

it("a watcher says nothing but pings", () => {
  const link = begun(null);
  link.netplay.steer(100);
  expect(link.run(1000, 3500)).toMatchObject({ watching: true, phase: "rally" });
  expect(new Set(link.said.map(({ kind }) => kind))).toEqual(new Set(["ping"]));
});

it("tells the rtt it has measured with its pings", () => {
  const link = begun();
  const pings = link.heard("ping");
  expect(pings.slice(0, 2)).toEqual([
    { kind: "ping", id: 1, rtt: 0 },
    { kind: "ping", id: 2, rtt: expect.closeTo(1000 / 60, 3) },
  ]);
});

it("says nothing over a lost line, and everything anew over the one that is back", () => {
  const link = begun();
  const { netplay, line, said } = link;
  netplay.steer(100);
  netplay.frame(1000);
  line.dropped();
  const before = said.length;
  netplay.steer(-50);
  let frame = netplay.frame(1016);
  for (let now = 1032; now < 9000; now += 16) frame = netplay.frame(now);
  expect(said.length).toBe(before);
  expect(frame?.own.connection).toBe("lost");
  line.restored();
  frame = netplay.frame(9000);
  expect(said.slice(before)).toEqual([
    { kind: "ping", id: 1, rtt: 0 },
    { kind: "input", seq: expect.any(Number), tick: expect.any(Number), target: -50 },
  ]);
  expect(frame?.own.connection).not.toBe("lost");
  expect([gaps(frame), gaps(netplay.frame(9016))]).toEqual([1, 0]);
});

it("what was said before a line was lost is said again, and where the opponent stands is known again", () => {
  const link = begun();
  const { netplay, line } = link;
  netplay.steer(100);
  link.opponentGoesTo(300, 1000);
  expect(link.run(1000, 2000)?.opponent.y).toBe(300);
  line.dropped();
  line.restored();
  link.patch(2000);
  link.answer(2050);
  const frame = netplay.frame(2066);
  expect(link.heard("input").map(({ target }) => target)).toEqual([100, 100]);
  expect(frame?.opponent.y).toBe(300);
});

it("learns of the line by what is news, not by what the first word of a match repeats", () => {
  const link = new SpokenLink();
  link.opponentGoesTo(100, 0);
  link.patch(0);
  expect(link.clocks.heard).toBe(0);
  link.opponentGoesTo(-100, 100);
  link.patch(100);
  expect(link.clocks.heard).toBe(1);
  link.patch(116);
  expect(link.clocks.heard).toBe(1);
  link.line.restored();
  link.opponentGoesTo(0, 200);
  link.patch(200);
  expect(link.clocks.heard).toBe(1);
  link.opponentGoesTo(50, 300);
  link.patch(300);
  expect(link.clocks.heard).toBe(2);
});

it("starts over, once, when the server was away in the middle of a match", () => {
  const link = begun();
  const { netplay, said } = link;
  link.run(1000, 4000);
  netplay.steer(100);
  netplay.frame(4000);
  const before = said.length;
  const away = { phase: PHASES.indexOf("waiting") };
  link.patch(4000, away);
  expect(gaps(netplay.frame(4050))).toBe(1);
  expect(said.slice(before)).toEqual([
    { kind: "ping", id: 1, rtt: 0 },
    { kind: "input", seq: expect.any(Number), tick: expect.any(Number), target: 100 },
  ]);
  link.patch(4020, away);
  expect(gaps(netplay.frame(4066))).toBe(0);
  link.patch(4040);
  expect(gaps(netplay.frame(4082))).toBe(0);
  link.patch(4060, away);
  expect(gaps(netplay.frame(4100))).toBe(1);
});

it("somebody who comes while the server is away has nothing to start over", () => {
  const link = begun();
  link.run(1000, 4000);
  const late = new SpokenLink();
  late.line.patch({ ...link.published, phase: PHASES.indexOf("waiting") }, 0);
  late.netplay.frame(0);
  late.answer(80);
  expect(gaps(late.netplay.frame(96))).toBe(0);
});

it("starts over when P is put back so far that inputs were refused, and not before", () => {
  const link = begun();
  const { netplay, clocks } = link;
  netplay.steer(100);
  netplay.frame(1000);
  clocks.back = MAX_AHEAD - 2;
  expect(gaps(netplay.frame(1016))).toBe(0);
  expect(link.heard("input").length).toBe(1);
  clocks.back += MAX_AHEAD + 2;
  expect(gaps(netplay.frame(1032))).toBe(1);
  expect(link.heard("input").map(({ target }) => target)).toEqual([100, 100]);
  expect(gaps(netplay.frame(1048))).toBe(0);
});

it("tells with which code its link was closed, and is silent", () => {
  const link = begun();
  const before = link.said.length;
  expect(link.netplay.closed).toBe(null);
  link.line.closed(CloseReason.takenOver);
  expect(link.netplay.closed).toBe(CloseReason.takenOver);
  expect(link.netplay.frame(5000)?.own.connection).toBe("lost");
  expect(link.said.length).toBe(before);
});

it("draws in the mode that is chosen from the next frame on", () => {
  const link = begun();
  const { netplay } = link;
  netplay.steer(300);
  netplay.frame(1000);
  // What the server has not heard of: P has it, R has not.
  expect(netplay.frame(1032)?.own.y).toBeGreaterThan(0);
  netplay.setMode("none");
  expect(netplay.frame(1048)?.own.y).toBe(0);
  netplay.setMode("quickpong");
  expect(netplay.frame(1064)?.own.y).toBeGreaterThan(0);
});

it("shows the server's own present when it is asked for", () => {
  const link = begun();
  const { netplay, clocks } = link;
  expect(link.run(1000, 3200)?.ghost).toBe(null);
  link.opponentGoesTo(400, 3200);
  netplay.showGhost = true;
  const frame = link.run(3200, 3400);
  const { segments } = link.match.players[RIGHT];
  expect(frame?.ghost?.opponentY).toBe(trackAt(CLASSIC_RULES, segments, clocks.server));
  expect(frame?.ghost?.opponentY).toBeGreaterThan(frame?.opponent.y ?? 0);
  expect(frame?.ghost?.ownY).toBe(0);
  expect(frame?.ghost?.ballX).not.toBe(frame?.ball?.x);
});

it("reports what its parts have measured, as copies", () => {
  const link = begun();
  link.patch(1000, { lateness: 12 });
  const { clocks, netplay, traffic } = link;
  const report = netplay.report();
  expect(report).toMatchObject({ serverLate: 12, traffic, rtt: netplay.rtt });
  expect(report.contacts).toEqual(netplay.contacts.counts);
  expect(report.traffic).not.toBe(traffic);
  expect(report.contacts).not.toBe(netplay.contacts.counts);
  expect(report.ahead).toBeCloseTo((clocks.P - clocks.R) * TICK_MS, 9);
  expect(report.ahead).toBeGreaterThan(0);
});

it("measures a link that has become another one anew", () => {
  const link = begun();
  expect(link.netplay.rtt).toBeGreaterThan(0);
  link.netplay.remeasure();
  expect(link.netplay.rtt).toBe(0);
  link.netplay.frame(1000);
  expect(link.heard("ping").at(-1)).toEqual({ kind: "ping", id: 1, rtt: 0 });
});
