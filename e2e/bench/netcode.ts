import { World } from "../virtual/world.ts";
const [rtt, jitter, loss, mode, minutes] = process.argv.slice(2);
const q = { rtt: Number(rtt), jitter: Number(jitter), loss: Number(loss) };
const t0 = process.cpuUsage().user;
let own = 0, ownWrong = 0, opp = 0, oppWrong = 0, pops = 0, corr = 0, holds = 0, late = 0, inputs = 0, up = 0, down = 0, upm = 0, dnm = 0;
const speeds = new Float64Array(1002);
const N = Number(minutes ?? 10);
let pr = 0;
for (let seed = 1; seed <= N; seed++) {
  const w = new World({ seed, quality: [q, q], mode: (mode ?? "quickpong") as never });
  w.run(60000);
  for (const c of w.clients) {
    const k = c.netplay.contacts.counts;
    own += k.own; ownWrong += k.ownWrong; opp += k.opponent; oppWrong += k.opponentWrong;
    pops += c.netplay.stats.pops.length; corr += c.netplay.stats.ownCorrections.length; holds += c.netplay.stats.longHolds;
    c.netplay.stats.incomingSpeeds.forEach((v, i) => { speeds[i]! += v; });
    pr += (c.netplay.clocks.P - c.netplay.clocks.R) * 1000 / 60 / 2 / N;
  }
  for (const s of [0, 1] as const) { up += w.up[s].bytes; down += w.down[s].bytes; upm += w.up[s].messages; dnm += w.down[s].messages; }
  late += w.server.late; inputs += w.server.inputs;
}
const { histogramQuantile } = await import("@quickpong/client/net/stats.ts");
const sec = N * 120;
console.log({ own, ownWrong, opp, oppWrong, popsMin: pops / N / 2, corrMin: corr / N / 2, holds50: holds / opp, speed50: histogramQuantile(speeds, 0.5) * 0.02, speed99: histogramQuantile(speeds, 0.99) * 0.02, late: late / inputs, upB: up / sec, downB: down / sec, upM: upm / sec, downM: dnm / sec, pr, cpu: (process.cpuUsage().user - t0) / 1e6 });
